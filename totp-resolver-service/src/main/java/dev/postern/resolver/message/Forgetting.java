package dev.postern.resolver.message;

import dev.postern.platform.problem.FailureTrace;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Deletes old messages: most are no login's, and hold whatever somebody wrote. Several replicas may do it at once. */
@ApplicationScoped
class Forgetting {
    private static final Logger LOGGER = Logger.getLogger(Forgetting.class);
    private static final int BATCH = 500;

    private final Messages messages;
    private final Clock clock;
    private final Duration kept;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("forgetting-messages").factory());

    Forgetting(
            Messages messages,
            Clock clock,
            @ConfigProperty(name = "postern.messages.kept-days", defaultValue = "30") int days) {
        this.messages = messages;
        this.clock = clock;
        this.kept = Duration.ofDays(days);
    }

    void onStart(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::forget, 1, 60, TimeUnit.MINUTES);
    }

    void onStop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    void forget() {
        try {
            int forgotten;
            do {
                forgotten = messages.forget(clock.instant().minus(kept), BATCH);
            } while (forgotten == BATCH);
        } catch (RuntimeException e) {
            LOGGER.warnf("Old messages could not be deleted problem=%s", FailureTrace.of(e));
        }
    }
}
