package dev.postern.credential.organization;

import dev.postern.credential.published.EndsWithOrganization;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** Deletes what is stored of an organisation that was deleted, a part in each transaction. */
@ApplicationScoped
class EraseOrganization {
    private static final int PART = 500;

    private final OrganizationRows rows;
    private final List<EndsWithOrganization> kinds;
    private final Clock clock;

    EraseOrganization(OrganizationRows rows, @All List<EndsWithOrganization> kinds, Clock clock) {
        this.rows = rows;
        this.kinds = kinds;
        this.clock = clock;
    }

    /**
     * Deletes the next part. Replicas that do so at once come one after the other.
     *
     * @return whether something may be left
     */
    @Transactional
    boolean part(String organizationId) {
        OrganizationRow row = rows.lock(organizationId).orElse(null);
        if (row == null || row.erasedAt != null || !row.state.equals(OrganizationRow.DELETED)) {
            return false;
        }
        String actor = Objects.requireNonNullElse(row.changedBy, "credential-service");
        for (EndsWithOrganization kind : kinds) {
            if (kind.endSome(organizationId, actor, PART) > 0) {
                return true;
            }
        }
        row.erasedAt = clock.instant();
        return false;
    }
}
