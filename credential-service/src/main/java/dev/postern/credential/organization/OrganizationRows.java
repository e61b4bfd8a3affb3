package dev.postern.credential.organization;

import dev.postern.credential.paging.PageQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The table of organisations. */
@ApplicationScoped
class OrganizationRows implements PanacheRepositoryBase<OrganizationRow, String> {
    private static final int PAGE = 500;
    // A name of 200 characters.
    private static final long ROW_BYTES = 1_000;

    List<OrganizationRow> newestFirst(PageQuery page) {
        return page.of(
                find("withdrawnAt is null and state <> 'deleted' order by createdAt desc, organizationId desc"),
                _ -> ROW_BYTES);
    }

    /** Locked until the transaction ends; empty for an unknown id. One that was deleted is found. */
    Optional<OrganizationRow> lock(String organizationId) {
        return find("organizationId = ?1 and withdrawnAt is null", organizationId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** The ids of those that were deleted and of which something is left. */
    @Transactional
    List<String> ending() {
        return find("state = 'deleted' and erasedAt is null order by organizationId").project(Id.class).stream()
                .map(Id::organizationId)
                .toList();
    }

    /** The one column that is read. */
    @RegisterForReflection
    record Id(String organizationId) {}

    /** What is compared with the topic. */
    @RegisterForReflection
    record Place(String organizationId, long version) {}

    /** The next of those that were ever changed after an id, in the order of their ids. */
    List<Place> changedAfter(String organizationId) {
        return find("organizationId > ?1 and version > 0 order by organizationId", organizationId)
                .page(0, PAGE)
                .project(Place.class)
                .list();
    }

    @Transactional
    boolean isThere(String organizationId) {
        return count("organizationId = ?1 and withdrawnAt is null and state <> 'deleted'", organizationId) > 0;
    }
}
