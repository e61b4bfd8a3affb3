package dev.postern.resolver.polling;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/** Whether this replica may call, and for which requests. It stops calling two seconds before others may take over. */
@ApplicationScoped
class CallLease {
    private static final Duration BELIEVED = Duration.ofSeconds(4);

    private final UrlLeases leases;
    private volatile boolean held;
    private volatile long renewedAt;

    CallLease(UrlLeases leases) {
        this.leases = leases;
    }

    /** Whether the lease is held, known without asking the database. */
    boolean isHeld() {
        return held && System.nanoTime() - renewedAt < BELIEVED.toNanos();
    }

    /** Renews the lease. False when it was lost together with all calls; a new lease then begins. */
    boolean renew() {
        // Read before the statement, since the database counts from a later moment.
        long start = System.nanoTime();
        boolean kept = leases.renew();
        if (!kept) {
            leases.begin();
        }
        renewedAt = start;
        held = true;
        return kept;
    }

    /** The requests to call for, including those of replicas that are gone, and the organisation of each. */
    Map<String, String> requests() {
        leases.takeOver();
        return leases.own();
    }

    void end() {
        held = false;
        leases.end();
    }
}
