package dev.postern.database.outbox;

import dev.postern.events.EventHeaders;
import dev.postern.platform.problem.FailureTrace;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Publishes the outbox in order and deletes what the broker has acknowledged. One replica relays at a time, the holder
 * of an advisory lock; another takes over when its session ends. A crash between acknowledgement and deletion publishes
 * a row twice, with the same event id.
 */
@ApplicationScoped
class OutboxRelay {
    private static final Logger LOGGER = Logger.getLogger(OutboxRelay.class);
    // "outbox" in ASCII: only has to differ from other advisory locks of the database.
    private static final long LOCK = 0x6f7574626f78L;
    private static final int BATCH = 500;
    // Most rows can wait that long, and are sent in fewer batches for it; who cannot wait wakes the relay.
    private static final long LOOK_EVERY_MS = 200;
    private static final long RETRY_PAUSE_MS = 500;
    private static final String SELECT = """
            SELECT outbox_id, topic, record_key, event_id, event_type, event_time, value, trace_parent
            FROM outbox ORDER BY outbox_id LIMIT\s""" + BATCH;

    private final DataSource dataSource;
    private final Map<String, Object> kafka;
    private final String source;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    OutboxRelay(
            DataSource dataSource,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.dataSource = dataSource;
        this.kafka = kafka;
        this.source = "/" + application;
        this.thread = Thread.ofPlatform().daemon().name("outbox-relay").unstarted(this::run);
    }

    void onStart(@Observes StartupEvent event) {
        thread.start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        closed = true;
        wakeSoon();
        thread.join(TimeUnit.SECONDS.toMillis(2));
    }

    /** Somebody waits for a committed row to be published. */
    void wakeSoon() {
        wakeUps.release();
    }

    private void run() {
        while (!closed) {
            try (Connection connection = dataSource.getConnection();
                    KafkaProducer<String, byte[]> producer = producer()) {
                relay(connection, producer);
            } catch (SQLException | ExecutionException | RuntimeException e) {
                if (!closed) {
                    LOGGER.warnf("The outbox is not being published problem=%s", FailureTrace.of(e));
                    pause(RETRY_PAUSE_MS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void relay(Connection connection, KafkaProducer<String, byte[]> producer)
            throws SQLException, ExecutionException, InterruptedException {
        connection.setAutoCommit(true);
        boolean leading = false;
        try {
            while (!closed) {
                leading = leading || tryLead(connection);
                boolean full = leading && publishBatch(connection, producer);
                if (!full) {
                    wakeUps.tryAcquire(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
                    wakeUps.drainPermits();
                }
            }
        } finally {
            if (leading) {
                // The connection goes back to its pool: the lock must not go with it.
                try (Statement unlock = connection.createStatement()) {
                    unlock.execute("SELECT pg_advisory_unlock_all()");
                }
            }
        }
    }

    private static boolean tryLead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return result.next() && result.getBoolean(1);
        }
    }

    /** Publishes the oldest rows; true when there may be more. */
    private boolean publishBatch(Connection connection, KafkaProducer<String, byte[]> producer)
            throws SQLException, ExecutionException, InterruptedException {
        List<Long> ids = new ArrayList<>();
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong("outbox_id"));
                acknowledgements.add(producer.send(record(rows)));
            }
        }
        if (ids.isEmpty()) {
            return false;
        }
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            acknowledgement.get();
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM outbox WHERE outbox_id = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            delete.executeUpdate();
        }
        return ids.size() == BATCH;
    }

    private ProducerRecord<String, byte[]> record(ResultSet row) throws SQLException {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(row.getString("topic"), row.getString("record_key"), row.getBytes("value"));
        header(record, EventHeaders.SPEC_VERSION, "1.0");
        header(record, EventHeaders.ID, row.getString("event_id"));
        header(record, EventHeaders.TYPE, row.getString("event_type"));
        header(record, EventHeaders.SOURCE, source);
        header(
                record,
                EventHeaders.TIME,
                row.getObject("event_time", OffsetDateTime.class).toInstant().toString());
        header(record, EventHeaders.CONTENT_TYPE, "application/json");
        String traceParent = row.getString("trace_parent");
        if (traceParent != null) {
            header(record, EventHeaders.TRACE_PARENT, traceParent);
        }
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, EventHeaders header, String value) {
        record.headers().add(header.headerName(), value.getBytes(StandardCharsets.UTF_8));
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(new HashMap<>(kafka), new StringSerializer(), new ByteArraySerializer());
    }

    private static void pause(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
