package dev.postern.credential.published;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** A table of published settings. Every look-up names the organisation, so that a foreign id is an unknown id. */
public abstract class PublishedRows<R extends PublishedRow> implements PanacheRepositoryBase<R, String> {
    private static final String OWN = "organizationId = ?1 and id = ?2";

    List<R> newestFirst(String organizationId) {
        return list("organizationId = ?1 order by createdAt desc, id desc", organizationId);
    }

    Optional<R> own(String organizationId, String id) {
        return find(OWN, organizationId, id).firstResultOptional();
    }

    /** Locked until the transaction ends, so that concurrent changes come one after the other. */
    Optional<R> lock(String organizationId, String id) {
        return find(OWN, organizationId, id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }
}
