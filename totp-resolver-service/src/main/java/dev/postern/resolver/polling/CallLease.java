package dev.postern.resolver.polling;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/** Whether this replica may call, and for whom. It stops to believe so two seconds before the others do. */
@ApplicationScoped
class CallLease {
    private static final Duration BELIEVED = Duration.ofSeconds(4);

    private final UrlLeases leases;
    private volatile boolean held;
    private volatile long renewedAt;

    CallLease(UrlLeases leases) {
        this.leases = leases;
    }

    /** What is true without asking the database. */
    boolean isHeld() {
        return held && System.nanoTime() - renewedAt < BELIEVED.toNanos();
    }

    /** Renews the lease; false when it had been lost, and all calls with it. Then there is a new one. */
    boolean renew() {
        // Before the statement: the database counts from a later moment.
        long start = System.nanoTime();
        boolean kept = leases.renew();
        if (!kept) {
            leases.begin();
        }
        renewedAt = start;
        held = true;
        return kept;
    }

    /** The requests to call for, with those of replicas that are gone. */
    Set<String> requests() {
        leases.takeOver();
        return leases.own();
    }

    void end() {
        held = false;
        leases.end();
    }
}
