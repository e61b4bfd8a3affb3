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

/**
 * Deletes messages when their time of keeping is over, since they may hold private text. Several replicas may do so at once.
 */
@ApplicationScoped
class MessageRetention {
    private static final Logger LOGGER = Logger.getLogger(MessageRetention.class);
    private static final int BATCH = 500;

    private final Messages messages;
    private final Clock clock;
    private final Duration kept;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("message-retention").factory());

    MessageRetention(
            Messages messages,
            Clock clock,
            @ConfigProperty(name = "postern.messages.kept-days", defaultValue = "30") int days) {
        this.messages = messages;
        this.clock = clock;
        this.kept = Duration.ofDays(days);
    }

    void onStart(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::deleteOld, 1, 60, TimeUnit.MINUTES);
    }

    void onStop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    void deleteOld() {
        try {
            int deleted;
            do {
                deleted = messages.deleteReceivedBefore(clock.instant().minus(kept), BATCH);
            } while (deleted == BATCH);
        } catch (RuntimeException e) {
            LOGGER.warnf("Retention failed: expired messages are not being deleted problem=%s", FailureTrace.of(e));
        }
    }
}
