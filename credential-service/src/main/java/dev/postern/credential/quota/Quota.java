package dev.postern.credential.quota;

import dev.postern.events.ApiKeyQuotas;
import dev.postern.platform.limit.LimitInUse;
import dev.postern.platform.limit.TellsLimits;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
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
    private final OwnQuotas quotas;
    private final QuotaSettings settings;
    private final MeterRegistry metrics;

    Quota(EntityManager entities, OwnQuotas quotas, QuotaSettings settings, MeterRegistry metrics) {
        this.entities = entities;
        this.quotas = quotas;
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
     * @throws Problem 429 when there is none, 404 when the organisation was deleted
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void oneMore(String organizationId, Thing thing) {
        List<?> states = entities.createNativeQuery(
                        "SELECT state FROM organizations WHERE organization_id = :organizationId FOR NO KEY UPDATE")
                .setParameter("organizationId", organizationId)
                .getResultList();
        if (states.contains("deleted")) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no such organisation");
        }
        long most = most(organizationId, thing);
        if (kept(organizationId, thing, most) >= most) {
            metrics.counter("postern.limits.refused", "limit", thing.wireName()).increment();
            throw Problem.tooMany("The organisation keeps as many as it may of: " + thing.wireName(), RETRY_AFTER);
        }
    }

    /** How many more the organisation may keep right now. */
    @Transactional
    public long room(String organizationId, Thing thing) {
        long most = most(organizationId, thing);
        return Math.max(0, most - kept(organizationId, thing, most));
    }

    @Override
    @Transactional
    public List<LimitInUse> inUse(String organizationId, String apiKeyId, ApiKeyQuotas own) {
        return kept(organizationId);
    }

    /** What an organisation keeps, and how much it may. */
    @Transactional
    public List<LimitInUse> kept(String organizationId) {
        return Arrays.stream(Thing.values())
                .map(thing -> inUse(organizationId, thing))
                .toList();
    }

    private LimitInUse inUse(String organizationId, Thing thing) {
        long most = most(organizationId, thing);
        return new LimitInUse(thing.wireName(), new LimitInUse.Amount(most, kept(organizationId, thing, most)), null);
    }

    private long most(String organizationId, Thing thing) {
        return quotas.of(organizationId).getOrDefault(OwnQuota.valueOf(thing.name()), (long) settings.most(thing));
    }

    /** Counts no further than the quota. */
    private long kept(String organizationId, Thing thing, long most) {
        Object count = entities.createNativeQuery("SELECT count(*) FROM (SELECT 1 FROM " + thing.wireName()
                        + " WHERE organization_id = :organizationId LIMIT :most) AS kept")
                .setParameter("organizationId", organizationId)
                .setParameter("most", most)
                .getSingleResult();
        return ((Number) count).longValue();
    }
}
