package dev.postern.credential.quota;

import dev.postern.events.ApiKeyQuotas;
import dev.postern.platform.access.Caller;
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
import org.jspecify.annotations.Nullable;

/** Refuses to make a thing where its organisation, or the key that makes it, keeps as many as it may. */
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
     * Makes sure, in the surrounding transaction, that there is room for one more of a caller's.
     *
     * @throws Problem 429 when there is none, 404 when the organisation was deleted
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void oneMore(Caller caller, Thing thing) {
        oneMore(caller.organizationId(), caller.apiKeyId(), thing);
    }

    /**
     * Makes sure, in the surrounding transaction, that there is room for one more. Those who make things for one organisation come
     * one after the other from here until their transactions end, so that none is made beyond a quota.
     *
     * @param maker id of the key that makes it, which may be the operator's
     * @throws Problem 429 when there is none, 404 when the organisation was deleted
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void oneMore(String organizationId, String maker, Thing thing) {
        List<?> states = entities.createNativeQuery(
                        "SELECT state FROM organizations WHERE organization_id = :organizationId FOR NO KEY UPDATE")
                .setParameter("organizationId", organizationId)
                .getResultList();
        if (states.contains("deleted")) {
            throw Problem.of(ProblemType.NOT_FOUND, "There is no such organisation");
        }
        if (room(organization(organizationId, thing)) == 0) {
            throw refused("The organisation keeps", thing);
        }
        if (room(ofKey(organizationId, maker, thing)) == 0) {
            throw refused("The API key keeps", thing);
        }
    }

    private Problem refused(String who, Thing thing) {
        metrics.counter("postern.limits.refused", "limit", thing.wireName()).increment();
        return Problem.tooMany(who + " as many as it may of: " + thing.wireName(), RETRY_AFTER);
    }

    /** How many more of a caller's may be kept right now. */
    @Transactional
    public long room(Caller caller, Thing thing) {
        return Math.min(
                room(organization(caller.organizationId(), thing)),
                room(ofKey(caller.organizationId(), caller.apiKeyId(), thing)));
    }

    private static long room(LimitInUse.@Nullable Amount amount) {
        return amount == null ? Long.MAX_VALUE : Math.max(0, amount.most() - amount.used());
    }

    /** The key's quotas are read from its row: those that came by its topic are of other limits. */
    @Override
    @Transactional
    public List<LimitInUse> inUse(String organizationId, String apiKeyId, ApiKeyQuotas own) {
        return Arrays.stream(Thing.values())
                .map(thing -> new LimitInUse(
                        thing.wireName(), organization(organizationId, thing), ofKey(organizationId, apiKeyId, thing)))
                .toList();
    }

    /** What an organisation keeps, and how much it may. */
    @Transactional
    public List<LimitInUse> kept(String organizationId) {
        return Arrays.stream(Thing.values())
                .map(thing -> new LimitInUse(thing.wireName(), organization(organizationId, thing), null))
                .toList();
    }

    private LimitInUse.Amount organization(String organizationId, Thing thing) {
        long most = quotas.of(organizationId).getOrDefault(OwnQuota.valueOf(thing.name()), (long) settings.most(thing));
        Object count = entities.createNativeQuery("SELECT count(*) FROM (SELECT 1 FROM " + thing.wireName()
                        + " WHERE organization_id = :organizationId LIMIT :most) AS kept")
                .setParameter("organizationId", organizationId)
                .setParameter("most", most)
                .getSingleResult();
        return amount(most, count);
    }

    /** Of what the key made; null when the key has no quota of its own. */
    private LimitInUse.@Nullable Amount ofKey(String organizationId, String apiKeyId, Thing thing) {
        Object most = entities.createNativeQuery("SELECT max(most_" + thing.wireName()
                        + ") FROM api_keys WHERE organization_id = :organizationId AND api_key_id = :apiKeyId")
                .setParameter("organizationId", organizationId)
                .setParameter("apiKeyId", apiKeyId)
                .getSingleResult();
        if (most == null) {
            return null;
        }
        Object count = entities.createNativeQuery("SELECT count(*) FROM (SELECT 1 FROM " + thing.wireName()
                        + " WHERE organization_id = :organizationId AND made_by = :apiKeyId LIMIT :most) AS kept")
                .setParameter("organizationId", organizationId)
                .setParameter("apiKeyId", apiKeyId)
                .setParameter("most", ((Number) most).longValue())
                .getSingleResult();
        return amount(((Number) most).longValue(), count);
    }

    /** What was counted, which is no further than to the quota. */
    private static LimitInUse.Amount amount(long most, Object count) {
        return new LimitInUse.Amount(most, ((Number) count).longValue());
    }
}
