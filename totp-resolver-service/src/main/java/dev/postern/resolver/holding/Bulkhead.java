package dev.postern.resolver.holding;

import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Bounds how many requests a replica makes at once. Callers beyond the bound are refused at once, while they can still
 * ask again or elsewhere. Virtual threads would let in any number, and all would wait until they time out. A held
 * request is already made and takes no place. Safe for many threads.
 */
@ApplicationScoped
@Startup // Its metric exists before the first refusal.
public class Bulkhead {
    /** A database that makes a few hundred requests a second works this many off within a few seconds. */
    static final int PLACES = 1_000;

    private final Semaphore places = new Semaphore(PLACES);
    private final Counter refused;

    Bulkhead(MeterRegistry metrics) {
        refused = metrics.counter("postern.code.requests.refused");
    }

    /**
     * Does the work if a place is free.
     *
     * @throws Problem 503 when no place is free; the work was not begun
     */
    public <T> T admit(Supplier<T> work) {
        if (!places.tryAcquire()) {
            refused.increment();
            throw Problem.unavailable("Too many code requests are being made at once");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
