package dev.postern.credential.retention;

import dev.postern.credential.override.Overrides;
import dev.postern.events.OrganizationRetention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The retention of single organisations, in the surrounding transaction. */
@ApplicationScoped
public class OwnRetentions {
    private final Overrides<Kept> overrides;

    OwnRetentions(EntityManager entities) {
        this.overrides = new Overrides<>(entities, Kept.class, "organization_retentions", "kept", "seconds");
    }

    /** What was set for an organisation, in seconds; what is not in the map is kept as for everybody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<Kept, Long> of(String organizationId) {
        return overrides.of(organizationId);
    }

    /** Sets how long an organisation keeps something; null: as long as everybody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void set(String organizationId, Kept kept, @Nullable Long seconds) {
        overrides.set(organizationId, kept, seconds);
    }

    /** Those that totp-resolver-service has to know; null when there are none. */
    public static @Nullable OrganizationRetention told(Map<Kept, Long> own) {
        OrganizationRetention told = new OrganizationRetention(
                own.get(Kept.CONTENT), own.get(Kept.CODE), own.get(Kept.HISTORY), own.get(Kept.MESSAGES));
        return told.equals(OrganizationRetention.NONE) ? null : told;
    }
}
