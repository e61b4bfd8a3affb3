package dev.postern.credential.quota;

import dev.postern.credential.override.Overrides;
import dev.postern.events.OrganizationQuotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The quotas of single organisations, in the surrounding transaction. */
@ApplicationScoped
public class OwnQuotas {
    private final Overrides<OwnQuota> overrides;

    OwnQuotas(EntityManager entities) {
        this.overrides = new Overrides<>(entities, OwnQuota.class, "organization_quotas", "quota", "most");
    }

    /** What was allowed to an organisation; what is not in the map is as for everybody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<OwnQuota, Long> of(String organizationId) {
        return overrides.of(organizationId);
    }

    /** Allows a number of something to an organisation; null: as many as to everybody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void set(String organizationId, OwnQuota quota, @Nullable Long most) {
        overrides.set(organizationId, quota, most);
    }

    /** Those that other services have to know; null when there are none. */
    public static @Nullable OrganizationQuotas told(Map<OwnQuota, Long> quotas) {
        OrganizationQuotas told = new OrganizationQuotas(
                quotas.get(OwnQuota.PUSHES_PER_MINUTE),
                quotas.get(OwnQuota.REQUESTS_PER_MINUTE),
                quotas.get(OwnQuota.REQUESTS_AT_ONCE),
                quotas.get(OwnQuota.EVENT_STREAMS),
                quotas.get(OwnQuota.STORED_BYTES_PER_DAY));
        return told.equals(new OrganizationQuotas(null, null, null, null, null)) ? null : told;
    }
}
