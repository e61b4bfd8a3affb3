package dev.postern.credential.endpoint;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** The table of endpoints. Every look-up names the organisation, so that a foreign id is an unknown id. */
@ApplicationScoped
class EndpointRows implements PanacheRepositoryBase<EndpointRow, String> {
    private static final String OWN = "organizationId = ?1 and endpointId = ?2";

    List<EndpointRow> newestFirst(String organizationId) {
        return list("organizationId = ?1 order by createdAt desc, endpointId desc", organizationId);
    }

    Optional<EndpointRow> own(String organizationId, String endpointId) {
        return find(OWN, organizationId, endpointId).firstResultOptional();
    }

    /** Locked until the transaction ends, so that concurrent changes come one after the other. */
    Optional<EndpointRow> lock(String organizationId, String endpointId) {
        return find(OWN, organizationId, endpointId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }
}
