package dev.postern.database.outbox;

import dev.postern.database.Leader;
import dev.postern.database.Sql;
import dev.postern.platform.topic.EventRecords;
import dev.postern.platform.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Publishes the outbox in order and deletes what the broker has acknowledged. One replica relays at a time, the leader
 * of all; another takes over when its session ends. A crash between acknowledgement and deletion publishes a row twice,
 * with the same event id.
 */
@ApplicationScoped
class OutboxRelay {
    private static final int BATCH = 500;
    // Most rows can wait this long, and go out in fewer batches. A caller that cannot wait wakes the relay.
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Sql SELECT = Sql.of("""
            SELECT outbox_id, topic, record_key, event_id, event_type, event_time, value, trace_parent
            FROM outbox ORDER BY outbox_id LIMIT :batch""");
    private static final Sql DELETE = Sql.of("DELETE FROM outbox WHERE outbox_id = ANY (:ids)");

    private final Leader leader;
    private final Supplier<Producer<String, byte[]>> producers;
    private final EventRecords records;
    private final Worker worker = new Worker("outbox-relay", "The outbox is not being published", this::relay);

    @Inject
    OutboxRelay(
            DataSource dataSource,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this(
                dataSource,
                () -> new KafkaProducer<>(new HashMap<>(kafka), new StringSerializer(), new ByteArraySerializer()),
                application);
    }

    /** A relay with given producers; each is closed when the lead ends. */
    OutboxRelay(DataSource dataSource, Supplier<Producer<String, byte[]>> producers, String application) {
        this.leader = new Leader(dataSource, "outbox");
        this.producers = producers;
        this.records = new EventRecords(application);
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
                    boolean full = publishBatch(connection, producer);
                    self.works();
                    if (!full) {
                        self.pause(LOOK_EVERY);
                    }
                }
            }
        });
        if (!led) {
            self.works();
            self.pause(LOOK_EVERY);
        }
    }

    private record Sent(long id, Future<RecordMetadata> acknowledgement) {}

    /** Publishes the oldest rows; true when there may be more. */
    private boolean publishBatch(Connection connection, Producer<String, byte[]> producer)
            throws SQLException, ExecutionException, InterruptedException {
        List<Sent> sent = SELECT.query(
                connection,
                parameters -> parameters.set("batch", BATCH),
                row -> new Sent(row.getLong("outbox_id"), producer.send(record(row))));
        for (Sent row : sent) {
            row.acknowledgement().get();
        }
        if (!sent.isEmpty()) {
            Object[] ids = sent.stream().map(Sent::id).toArray();
            DELETE.update(connection, parameters -> parameters.set("ids", "bigint", ids));
        }
        return sent.size() == BATCH;
    }

    private ProducerRecord<String, byte[]> record(ResultSet row) throws SQLException {
        return records.of(
                row.getString("topic"),
                row.getString("record_key"),
                row.getBytes("value"),
                new EventRecords.About(
                        row.getString("event_id"),
                        row.getString("event_type"),
                        row.getObject("event_time", OffsetDateTime.class).toInstant(),
                        row.getString("trace_parent")));
    }
}
