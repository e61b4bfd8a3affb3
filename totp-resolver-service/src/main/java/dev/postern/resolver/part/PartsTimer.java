package dev.postern.resolver.part;

import dev.postern.platform.worker.Alarm;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Looks every few seconds for parts that have waited too long. Several replicas may do so at once. */
@ApplicationScoped
class PartsTimer {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final JoinParts joinParts;
    private final Alarm alarm = new Alarm("message-parts");

    PartsTimer(JoinParts joinParts) {
        this.joinParts = joinParts;
    }

    void onStart(@Observes StartupEvent event) {
        alarm.every(EVERY, EVERY, "Parts of long texts that wait too long are not being told", joinParts::giveUpLate);
    }

    void onStop(@Observes ShutdownEvent event) {
        alarm.close();
    }
}
