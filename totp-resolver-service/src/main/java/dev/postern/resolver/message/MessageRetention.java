package dev.postern.resolver.message;

import dev.postern.events.OrganizationChanged;
import dev.postern.events.OrganizationRetention;
import dev.postern.platform.access.OrganizationTable;
import dev.postern.platform.worker.Alarm;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Deletes messages after their retention time, or their organisation's where that is shorter, since they may hold private text. Several replicas may do so at once.
 */
@ApplicationScoped
class MessageRetention {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int BATCH = 500;

    private final Messages messages;
    private final OrganizationTable organizations;
    private final Clock clock;
    private final Duration kept;
    private final Alarm alarm = new Alarm("message-retention");

    MessageRetention(
            Messages messages,
            OrganizationTable organizations,
            Clock clock,
            @ConfigProperty(name = "postern.messages.kept-days", defaultValue = "30") int days) {
        this.messages = messages;
        this.organizations = organizations;
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
        Instant now = clock.instant();
        all(() -> messages.deleteReceivedBefore(now.minus(kept), BATCH));
        for (OrganizationChanged organization : organizations.withRetention()) {
            OrganizationRetention own = organization.retention();
            Long seconds = own == null ? null : own.messagesSeconds();
            if (seconds != null && seconds < kept.toSeconds()) {
                all(() ->
                        messages.deleteReceivedBefore(organization.organizationId(), now.minusSeconds(seconds), BATCH));
            }
        }
    }

    private static void all(IntSupplier part) {
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = part.getAsInt();
        }
    }
}
