package dev.postern.platform.sealing;

import com.google.crypto.tink.KeysetHandle;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** The payload keyset of this replica, as its file has it. */
@ApplicationScoped
public class PayloadKeyset {
    private final WatchedKeyset keyset;

    PayloadKeyset(SealingProducer source, PayloadSealer sealer, MeterRegistry metrics) {
        this.keyset = new WatchedKeyset("payload", source::payloadKeys, sealer::use);
        Gauge.builder("postern.payload.keys", keyset, watched -> watched.ids().size())
                .register(metrics);
        Gauge.builder("postern.payload.sealing.key", keyset, WatchedKeyset::primary)
                .register(metrics);
    }

    void onStart(@Observes StartupEvent event) {
        keyset.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        keyset.stop();
    }

    /** Takes the file as it is now, if its keys may follow those in use. */
    public void readAgain() {
        keyset.readAgain();
    }

    /** Those that are in use. */
    KeysetHandle keys() {
        return keyset.keys();
    }

    /** The ids of the keys that open, in the order of the file: the newest last. */
    public List<Long> ids() {
        return keyset.ids();
    }

    /** The id of the key that seals. */
    public long sealingId() {
        return keyset.primary();
    }
}
