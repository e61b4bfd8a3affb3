package dev.postern.credential.organization;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** The table of organisations. */
@ApplicationScoped
class OrganizationRows implements PanacheRepositoryBase<OrganizationRow, String> {

    List<OrganizationRow> newestFirst() {
        return list("withdrawnAt is null order by createdAt desc, organizationId desc");
    }

    @Transactional
    boolean isThere(String organizationId) {
        return count("organizationId = ?1 and withdrawnAt is null", organizationId) > 0;
    }
}
