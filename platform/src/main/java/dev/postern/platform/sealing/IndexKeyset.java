package dev.postern.platform.sealing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** The index keyset of this replica, as its file has it. */
@ApplicationScoped
public class IndexKeyset {
    private final WatchedKeyset keyset;

    IndexKeyset(SealingProducer source, IndexKey indexKey, MeterRegistry metrics) {
        this.keyset = new WatchedKeyset("index", source::indexKeys, indexKey::use);
        Gauge.builder("postern.index.keys", keyset, watched -> watched.ids().size())
                .register(metrics);
        Gauge.builder("postern.index.primary.key", keyset, WatchedKeyset::primary)
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

    /** The ids of the keys by which is found and believed, in the order of the file: the newest last. */
    public List<Long> ids() {
        return keyset.ids();
    }

    /** The id of the key that hashes and signs. */
    public long primaryId() {
        return keyset.primary();
    }
}
