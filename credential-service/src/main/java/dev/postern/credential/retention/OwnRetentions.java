package dev.postern.credential.retention;

import dev.postern.events.OrganizationRetention;
import dev.postern.events.WireNamed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The retention of single organisations, in the surrounding transaction. */
@ApplicationScoped
public class OwnRetentions {
    private final EntityManager entities;

    OwnRetentions(EntityManager entities) {
        this.entities = entities;
    }

    /** What was set for an organisation, in seconds; what is not in the map is kept as for everybody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<Kept, Long> of(String organizationId) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT kept, seconds FROM organization_retentions WHERE organization_id = :organizationId")
                .setParameter("organizationId", organizationId)
                .getResultList();
        Map<Kept, Long> own = new EnumMap<>(Kept.class);
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            own.put(WireNamed.of(Kept.class, (String) columns[0]), ((Number) columns[1]).longValue());
        }
        return own;
    }

    /** Sets how long an organisation keeps something; null: as long as everybody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void set(String organizationId, Kept kept, @Nullable Long seconds) {
        if (seconds == null) {
            entities.createNativeQuery(
                            "DELETE FROM organization_retentions WHERE organization_id = :organizationId AND kept = :kept")
                    .setParameter("organizationId", organizationId)
                    .setParameter("kept", kept.wireName())
                    .executeUpdate();
            return;
        }
        entities.createNativeQuery("""
                        INSERT INTO organization_retentions (organization_id, kept, seconds)
                        VALUES (:organizationId, :kept, :seconds)
                        ON CONFLICT (organization_id, kept) DO UPDATE SET seconds = excluded.seconds""")
                .setParameter("organizationId", organizationId)
                .setParameter("kept", kept.wireName())
                .setParameter("seconds", seconds)
                .executeUpdate();
    }

    /** Those that totp-resolver-service has to know; null when there are none. */
    public static @Nullable OrganizationRetention told(Map<Kept, Long> own) {
        OrganizationRetention told = new OrganizationRetention(
                own.get(Kept.CONTENT), own.get(Kept.CODE), own.get(Kept.HISTORY), own.get(Kept.MESSAGES));
        return told.equals(OrganizationRetention.NONE) ? null : told;
    }
}
