package dev.postern.resolver.holding;

import dev.postern.platform.limit.FairPlaces;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Bounds how many requests a replica makes at once, fairly by organisation. Of those that are let in some are at work, and the
 * others wait for a turn of their organisation. An organisation may have no more inside than places are left: a burst leaves
 * room for its neighbours, however many organisations burst. Callers beyond the bound are refused at once, while they can
 * still ask again or elsewhere. A held request is already made and takes no place. Safe for many threads.
 */
@ApplicationScoped
@Startup // Its metric exists before the first refusal.
public class Bulkhead {
    /** A database that makes a few hundred requests a second works this many off within a few seconds. */
    static final int PLACES = 1_000;

    /** Enough for credential-service, when it is slow; what waits beyond it waits in turn. The database has turns of its own. */
    static final int AT_WORK = 100;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final FairPlaces turns = new FairPlaces(AT_WORK);
    private final Map<String, Integer> inside = new HashMap<>();
    private final Counter refused;
    private int left = PLACES;

    Bulkhead(MeterRegistry metrics) {
        refused = metrics.counter("postern.code.requests.refused");
    }

    /**
     * Does the work when its organisation has its turn.
     *
     * @throws Problem 503 when no place is left for the organisation, or none came free for ten seconds; the work was not begun
     */
    public <T> T admit(String organizationId, Supplier<T> work) {
        if (!enter(organizationId)) {
            throw refusal();
        }
        try {
            FairPlaces.Place place = turn(organizationId);
            try {
                return work.get();
            } finally {
                place.leave();
            }
        } finally {
            leave(organizationId);
        }
    }

    /** How many are inside. */
    synchronized int taken() {
        return PLACES - left;
    }

    private synchronized boolean enter(String organizationId) {
        int own = inside.getOrDefault(organizationId, 0);
        if (own >= left) {
            return false;
        }
        inside.put(organizationId, own + 1);
        left--;
        return true;
    }

    private synchronized void leave(String organizationId) {
        inside.computeIfPresent(organizationId, (_, own) -> own == 1 ? null : own - 1);
        left++;
    }

    private FairPlaces.Place turn(String organizationId) {
        try {
            return turns.enter(organizationId, LONGEST_WAIT).orElseThrow(this::refusal);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal();
        }
    }

    private Problem refusal() {
        refused.increment();
        return Problem.unavailable(Hindrance.OVERLOADED, "Too many code requests are being made at once");
    }
}
