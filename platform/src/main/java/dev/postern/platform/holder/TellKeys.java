package dev.postern.platform.holder;

import dev.postern.events.PayloadKeysHeld;
import dev.postern.platform.sealing.IndexKeyset;
import dev.postern.platform.sealing.PayloadKeyset;
import dev.postern.platform.topic.UnawaitedEvents;
import dev.postern.platform.worker.Worker;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Tells the keys of this replica every ten seconds, and at once after a change. A record that is lost is followed by the next. */
@ApplicationScoped
class TellKeys {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private final Supplier<PayloadKeysHeld> held;
    private final Consumer<PayloadKeysHeld> telling;
    private final Worker worker = new Worker("payload-keys", "The keys of this replica are not told", this::round);
    // One thread uses it.
    private @Nullable PayloadKeysHeld told;

    @Inject
    TellKeys(
            PayloadKeyset keyset,
            IndexKeyset index,
            UnawaitedEvents events,
            @All List<KeepsSealed> keepers,
            @ConfigProperty(name = "quarkus.application.name") String service,
            Clock clock) {
        String replica = service + "/" + process();
        long keptSeconds = keepers.stream()
                .mapToLong(keeper -> keeper.longest().toSeconds())
                .max()
                .orElse(0);
        this.held = () -> new PayloadKeysHeld(
                replica,
                service,
                keyset.ids(),
                keyset.sealingId(),
                index.ids(),
                index.primaryId(),
                keptSeconds,
                clock.instant());
        this.telling = now -> events.send(now, () -> {});
    }

    /** @param held what this replica holds now */
    TellKeys(Supplier<PayloadKeysHeld> held, Consumer<PayloadKeysHeld> telling) {
        this.held = held;
        this.telling = telling;
    }

    /** For people, and different for each process. */
    private static String process() {
        String host = System.getenv().getOrDefault("HOSTNAME", "replica");
        return host + "-" + ProcessHandle.current().pid() + "-" + Integer.toHexString(new SecureRandom().nextInt());
    }

    void onStart(@Observes StartupEvent event) {
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
    }

    private void round(Worker self) throws InterruptedException {
        tellSometimes();
        self.works();
        self.pause(LOOK_EVERY);
    }

    /** Tells when something changed, or when it is time. */
    void tellSometimes() {
        PayloadKeysHeld now = held.get();
        PayloadKeysHeld before = told;
        if (before == null
                || !isAlike(now, before)
                || !now.at().isBefore(before.at().plus(TELL_EVERY))) {
            told = now;
            telling.accept(now);
        }
    }

    private static boolean isAlike(PayloadKeysHeld one, PayloadKeysHeld other) {
        return one.keyIds().equals(other.keyIds())
                && one.sealingKeyId() == other.sealingKeyId()
                && Objects.equals(one.indexKeyIds(), other.indexKeyIds())
                && Objects.equals(one.indexKeyId(), other.indexKeyId());
    }
}
