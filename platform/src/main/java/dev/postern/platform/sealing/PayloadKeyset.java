package dev.postern.platform.sealing;

import com.google.crypto.tink.KeysetHandle;
import dev.postern.platform.worker.Outage;
import dev.postern.platform.worker.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Reads the payload keyset again when its file changes, so that an operator can put a newer key beside the old one, and then before it,
 * without a restart. A file without the key that seals now is not taken: what was sealed a moment ago could not be opened. Neither is
 * one that seals with a key that was not here before: other replicas may not have it yet.
 */
@ApplicationScoped
public class PayloadKeyset {
    private static final Logger LOGGER = Logger.getLogger(PayloadKeyset.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final SealingProducer source;
    private final PayloadSealer sealer;
    private final Outage outage = new Outage("payload-keyset", "The changed payload keyset is not taken");
    private final Worker worker = new Worker("payload-keyset", "The payload keyset is not read again", this::round);
    private volatile KeysetHandle keys;

    PayloadKeyset(SealingProducer source, PayloadSealer sealer, MeterRegistry metrics) {
        this.source = source;
        this.sealer = sealer;
        this.keys = source.payloadKeys();
        Gauge.builder("postern.payload.keys", this, keyset -> keyset.keys.size())
                .register(metrics);
        Gauge.builder("postern.payload.sealing.key", this, keyset -> sealingKey(keyset.keys))
                .register(metrics);
    }

    void onStart(@Observes StartupEvent event) {
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
    }

    private void round(Worker self) throws InterruptedException {
        readAgain();
        self.works();
        self.pause(EVERY);
    }

    /** A file that cannot be read, for example while somebody writes it, says nothing of this replica's health. */
    public void readAgain() {
        try {
            take(source.payloadKeys());
            outage.succeeded();
        } catch (KeysetSource.UnusableKeyset | GeneralSecurityException e) {
            outage.failed(e);
        }
    }

    private void take(KeysetHandle read) throws GeneralSecurityException {
        if (read.equalsKeyset(keys)) {
            return;
        }
        if (!ids(read).contains(sealingKey(keys))) {
            throw new GeneralSecurityException("The key that seals is missing");
        }
        if (!ids(keys).contains(sealingKey(read))) {
            throw new GeneralSecurityException("A key that is new here would seal");
        }
        sealer.use(read);
        keys = read;
        LOGGER.infof("The payload keyset was read again count=%d keyId=%d", read.size(), sealingKey(read));
    }

    /** Those that are in use. */
    KeysetHandle keys() {
        return keys;
    }

    /** The ids of the keys that open, in the order of the file: the newest last. */
    public List<Long> ids() {
        return ids(keys);
    }

    /** The id of the key that seals. */
    public long sealingId() {
        return sealingKey(keys);
    }

    private static List<Long> ids(KeysetHandle keyset) {
        return IntStream.range(0, keyset.size())
                .mapToObj(place -> Integer.toUnsignedLong(keyset.getAt(place).getId()))
                .toList();
    }

    private static long sealingKey(KeysetHandle keyset) {
        return Integer.toUnsignedLong(keyset.getPrimary().getId());
    }
}
