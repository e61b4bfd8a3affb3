package dev.postern.platform.outbox;

import dev.postern.events.Event;
import dev.postern.events.EventJson;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.tracing.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Where a change leaves its events, in the transaction that makes it. */
@ApplicationScoped
public class Outbox {
    private static final String INSERT = """
            INSERT INTO outbox (topic, record_key, event_id, event_type, event_time, value, trace_parent)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";
    private static final long LOOK_EVERY_MS = 20;

    private final DataSource dataSource;
    private final OutboxRelay relay;

    Outbox(DataSource dataSource, OutboxRelay relay) {
        this.dataSource = dataSource;
        this.relay = relay;
    }

    /** Leaves an event to be published after the surrounding transaction commits, and never if it does not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(Event event) {
        try (Connection connection = dataSource.getConnection()) {
            append(connection, List.of(event));
        } catch (SQLException e) {
            throw new IllegalStateException("The event could not be kept", e);
        }
    }

    /** The same for several events, on a connection whose transaction the caller ends. */
    public void append(Connection connection, List<? extends Event> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        String traceParent = TraceParent.current();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Event event : events) {
                insert.setString(1, event.topic().topicName());
                insert.setString(2, event.key());
                insert.setString(3, event.id());
                insert.setString(4, event.type());
                insert.setObject(5, OffsetDateTime.ofInstant(event.time(), ZoneOffset.UTC));
                insert.setBytes(6, EventJson.write(event));
                insert.setString(7, traceParent);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Waits until the broker has acknowledged an event of a committed change. For changes that mean nothing until they
     * are known elsewhere, such as a revoked key.
     *
     * @throws Problem 503 when that takes longer; the event stays in the outbox and is published later
     */
    public void awaitPublished(Event event, Duration timeout) {
        relay.wakeSoon();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (isPending(event)) {
            if (System.nanoTime() > deadline) {
                throw Problem.unavailable(
                        "The change is recorded but the broker is out of reach; it takes effect once it is back",
                        Duration.ofSeconds(5));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Problem.unavailable("The service is stopping", Duration.ofSeconds(1));
            }
        }
    }

    private boolean isPending(Event event) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT 1 FROM outbox WHERE event_id = ?")) {
            select.setString(1, event.id());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The outbox could not be read", e);
        }
    }
}
