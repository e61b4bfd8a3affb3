package dev.postern.credential.organization;

import dev.postern.credential.paging.PageQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** The table of organisations. */
@ApplicationScoped
class OrganizationRows implements PanacheRepositoryBase<OrganizationRow, String> {
    // A name of 200 characters.
    private static final long ROW_BYTES = 1_000;

    List<OrganizationRow> newestFirst(PageQuery page) {
        return page.of(find("withdrawnAt is null order by createdAt desc, organizationId desc"), _ -> ROW_BYTES);
    }

    @Transactional
    boolean isThere(String organizationId) {
        return count("organizationId = ?1 and withdrawnAt is null", organizationId) > 0;
    }
}
