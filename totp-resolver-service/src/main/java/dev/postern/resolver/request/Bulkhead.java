package dev.postern.resolver.request;

import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * As many requests as a replica can make before their callers give up, and no more: those that come beyond are refused while
 * they can still be made elsewhere or later, instead of delaying all until nobody waits for the answers. Virtual threads would
 * let any number in. Those that are held are made already and take no place. Safe for many threads.
 */
@ApplicationScoped
@Startup // So that its count is there to be read before the first is refused.
class Bulkhead {
    /** What some hundred a second work off within a few seconds. */
    static final int PLACES = 1_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Semaphore places = new Semaphore(PLACES);
    private final Counter refused;

    Bulkhead(MeterRegistry metrics) {
        refused = metrics.counter("postern.code.requests.refused");
    }

    /**
     * Does the work if there is a place.
     *
     * @throws Problem 503 when there is none; nothing was done
     */
    <T> T admit(Supplier<T> work) {
        if (!places.tryAcquire()) {
            refused.increment();
            throw Problem.unavailable("Too many code requests are being made at once", RETRY_AFTER);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
