package dev.postern.resolver.polling;

import dev.postern.platform.access.OrganizationTable;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.worker.Alarm;
import dev.postern.platform.worker.Outage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Keeps this replica's calls in step with its lease, and ends those of an organisation that is closed. Its own thread never waits
 * for the database, so calls are broken off in time when the database does not answer.
 */
@ApplicationScoped
class CallTimer {
    private static final Logger LOGGER = Logger.getLogger(CallTimer.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int RENEW_AT_EACH = 3;
    private static final int FORGET_AT_EACH = 600;

    private final CallLease lease;
    private final UrlPolling polling;
    private final UrlCodes codes;
    private final OrganizationTable organizations;
    private final Outage outage = new Outage("totp-url-lease", "Calls to totp_urls stop until the database is back");
    private final AtomicBoolean renewing = new AtomicBoolean();
    private final Alarm alarm = new Alarm("totp-url-timer");
    private volatile boolean stopping;
    private long ticks;

    CallTimer(CallLease lease, UrlPolling polling, UrlCodes codes, OrganizationTable organizations) {
        this.lease = lease;
        this.polling = polling;
        this.codes = codes;
        this.organizations = organizations;
    }

    void onStart(@Observes StartupEvent event) {
        organizations.onChange(this::organizationChanged);
        alarm.every(Duration.ZERO, EVERY, "Calls to totp_urls are not being looked after", this::tick);
    }

    /** Gives up the lease, so that another replica goes on at once. */
    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
        alarm.close();
        polling.stop();
        try {
            lease.end();
        } catch (RuntimeException e) {
            LOGGER.warnf(
                    "The lease on totp_url calls was not given back; other replicas take over when it ends problem=%s",
                    FailureTrace.of(e));
        }
    }

    private void organizationChanged(String organizationId) {
        if (!organizations.isOpen(organizationId)) {
            polling.endOf(organizationId);
        }
    }

    private void tick() {
        if (!lease.isHeld()) {
            polling.endAll();
        }
        long tick = ticks++;
        if (tick % RENEW_AT_EACH == 0 && renewing.compareAndSet(false, true)) {
            boolean forgets = tick % FORGET_AT_EACH == 0;
            Thread.ofVirtual().name("totp-url-lease").start(() -> renew(forgets));
        }
    }

    private void renew(boolean forgets) {
        try {
            if (stopping) {
                return;
            }
            if (!lease.renew()) {
                polling.endAll();
            }
            long moment = System.nanoTime();
            Map<String, String> requests = lease.requests();
            if (!stopping) {
                polling.callFor(requests, moment);
            }
            if (forgets) {
                codes.forgetOld();
            }
            outage.succeeded();
        } catch (RuntimeException e) {
            outage.failed(e);
        } finally {
            renewing.set(false);
        }
    }
}
