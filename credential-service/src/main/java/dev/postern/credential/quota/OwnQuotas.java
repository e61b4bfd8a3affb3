package dev.postern.credential.quota;

import dev.postern.events.OrganizationQuotas;
import dev.postern.events.WireNamed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The quotas of single organisations, in the surrounding transaction. */
@ApplicationScoped
public class OwnQuotas {
    private final EntityManager entities;

    OwnQuotas(EntityManager entities) {
        this.entities = entities;
    }

    /** What was allowed to an organisation; what is not in the map is as for everybody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<OwnQuota, Long> of(String organizationId) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT quota, most FROM organization_quotas WHERE organization_id = :organizationId")
                .setParameter("organizationId", organizationId)
                .getResultList();
        Map<OwnQuota, Long> quotas = new EnumMap<>(OwnQuota.class);
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            quotas.put(WireNamed.of(OwnQuota.class, (String) columns[0]), ((Number) columns[1]).longValue());
        }
        return quotas;
    }

    /** Allows a number of something to an organisation; null: as many as to everybody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void set(String organizationId, OwnQuota quota, @Nullable Long most) {
        if (most == null) {
            entities.createNativeQuery(
                            "DELETE FROM organization_quotas WHERE organization_id = :organizationId AND quota = :quota")
                    .setParameter("organizationId", organizationId)
                    .setParameter("quota", quota.wireName())
                    .executeUpdate();
            return;
        }
        entities.createNativeQuery("""
                        INSERT INTO organization_quotas (organization_id, quota, most)
                        VALUES (:organizationId, :quota, :most)
                        ON CONFLICT (organization_id, quota) DO UPDATE SET most = excluded.most""")
                .setParameter("organizationId", organizationId)
                .setParameter("quota", quota.wireName())
                .setParameter("most", most)
                .executeUpdate();
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
