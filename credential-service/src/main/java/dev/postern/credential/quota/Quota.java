package dev.postern.credential.quota;

import dev.postern.platform.limit.LimitInUse;
import dev.postern.platform.limit.TellsLimits;
import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Refuses to make a thing where its organisation keeps as many as it may. */
@ApplicationScoped
public class Quota implements TellsLimits {
    // Nothing frees a place but its owner.
    private static final Duration RETRY_AFTER = Duration.ofHours(1);

    private final EntityManager entities;
    private final QuotaSettings settings;
    private final MeterRegistry metrics;

    Quota(EntityManager entities, QuotaSettings settings, MeterRegistry metrics) {
        this.entities = entities;
        this.settings = settings;
        this.metrics = metrics;
        for (Thing thing : Thing.values()) {
            if (settings.most(thing) < 1) {
                throw new IllegalArgumentException(
                        "postern.limits.stored." + thing.hyphenatedName() + " must be at least 1");
            }
        }
    }

    /**
     * Makes sure, in the surrounding transaction, that there is room for one more. Those who make things for one organisation come
     * one after the other from here until their transactions end, so that none is made beyond the quota.
     *
     * @throws Problem 429 when there is none
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void oneMore(String organizationId, Thing thing) {
        entities.createNativeQuery(
                        "SELECT organization_id FROM organizations WHERE organization_id = :organizationId FOR NO KEY UPDATE")
                .setParameter("organizationId", organizationId)
                .getResultList();
        if (kept(organizationId, thing) >= settings.most(thing)) {
            metrics.counter("postern.limits.refused", "limit", thing.wireName()).increment();
            throw Problem.tooMany("The organisation keeps as many as it may of: " + thing.wireName(), RETRY_AFTER);
        }
    }

    @Override
    @Transactional
    public List<LimitInUse> inUse(String organizationId, String apiKeyId) {
        return Arrays.stream(Thing.values())
                .map(thing -> new LimitInUse(
                        thing.wireName(),
                        new LimitInUse.Amount(settings.most(thing), kept(organizationId, thing)),
                        null))
                .toList();
    }

    /** Counts no further than the quota. */
    private long kept(String organizationId, Thing thing) {
        Object count = entities.createNativeQuery("SELECT count(*) FROM (SELECT 1 FROM " + thing.wireName()
                        + " WHERE organization_id = :organizationId LIMIT :most) AS kept")
                .setParameter("organizationId", organizationId)
                .setParameter("most", settings.most(thing))
                .getSingleResult();
        return ((Number) count).longValue();
    }
}
