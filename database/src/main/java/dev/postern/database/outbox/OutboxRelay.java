package dev.postern.database.outbox;

import dev.postern.database.Leader;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.topic.EventRecords;
import dev.postern.platform.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Publishes the outbox in order, and deletes what the broker has acknowledged or puts aside what it refuses for good. One replica relays
 * at a time, the leader of all; another takes over when its session ends. A crash between acknowledgement and deletion publishes a row
 * twice, with one event id.
 */
@ApplicationScoped
class OutboxRelay {
    // Most rows can wait this long, and go out in fewer batches. A caller that cannot wait wakes the relay.
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private final Leader leader;
    private final Supplier<Producer<String, byte[]>> producers;
    private final EventRecords records;
    private final RefusedEvents refused;
    private final Worker worker = new Worker("outbox-relay", "The outbox is not being published", this::relay);

    @Inject
    OutboxRelay(
            DataSource dataSource,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String application,
            RefusedEvents refused,
            RecordMac mac) {
        this(
                dataSource,
                () -> new KafkaProducer<>(new HashMap<>(kafka), new StringSerializer(), new ByteArraySerializer()),
                new EventRecords(application, mac),
                refused);
    }

    /** A relay with given producers; each is closed when the lead ends. */
    OutboxRelay(
            DataSource dataSource,
            Supplier<Producer<String, byte[]>> producers,
            EventRecords records,
            RefusedEvents refused) {
        this.leader = new Leader(dataSource, "outbox");
        this.producers = producers;
        this.records = records;
        this.refused = refused;
    }

    void onStart(@Observes StartupEvent event) {
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
    }

    /** Publishes committed rows now instead of at the next look. */
    void wakeSoon() {
        worker.wake();
    }

    private void relay(Worker self) throws Exception {
        boolean led = leader.lead(connection -> {
            try (Producer<String, byte[]> producer = producers.get()) {
                while (self.goesOn()) {
                    new RelayRound(new OutboxRows(connection), producer, records, refused).run();
                    self.works();
                    self.pause(LOOK_EVERY);
                }
            }
        });
        if (!led) {
            self.works();
            self.pause(LOOK_EVERY);
        }
    }
}
