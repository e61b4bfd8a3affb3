package dev.postern.ingest.spool;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the spool shows of itself. */
final class SpoolMetrics {
    private SpoolMetrics() {}

    static void register(Spool spool, MeterRegistry registry) {
        Gauge.builder("postern.ingest.spool.records", spool, Spool::size)
                .description("Messages that are kept on disk")
                .register(registry);
        Gauge.builder("postern.ingest.spool.refused", spool, Spool::refused)
                .description("Kept messages that the broker refuses for good")
                .register(registry);
        Gauge.builder("postern.ingest.spool.bytes", spool, Spool::bytes)
                .description("Disk space that kept messages take")
                .register(registry);
        Gauge.builder(
                        "postern.ingest.spool.oldest.seconds",
                        spool,
                        kept -> kept.oldest().toSeconds())
                .description("How long the oldest of the kept messages has been kept")
                .register(registry);
    }
}
