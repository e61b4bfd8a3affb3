package dev.postern.resolver.message;

import dev.postern.platform.worker.Alarm;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Deletes messages after their retention time, since they may hold private text. Several replicas may do so at once.
 */
@ApplicationScoped
class MessageRetention {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int BATCH = 500;

    private final Messages messages;
    private final Clock clock;
    private final Duration kept;
    private final Alarm alarm = new Alarm("message-retention");

    MessageRetention(
            Messages messages,
            Clock clock,
            @ConfigProperty(name = "postern.messages.kept-days", defaultValue = "30") int days) {
        this.messages = messages;
        this.clock = clock;
        this.kept = Duration.ofDays(days);
    }

    void onStart(@Observes StartupEvent event) {
        alarm.every(FIRST, PAUSE, "Retention failed: expired messages are not being deleted", this::deleteOld);
    }

    void onStop(@Observes ShutdownEvent event) {
        alarm.close();
    }

    void deleteOld() {
        int deleted;
        do {
            deleted = messages.deleteReceivedBefore(clock.instant().minus(kept), BATCH);
        } while (deleted == BATCH);
    }
}
