package dev.postern.database.outbox;

import dev.postern.events.Event;
import dev.postern.events.EventJson;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.tracing.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;

/** Where a change leaves its events, in the transaction that makes it. */
@ApplicationScoped
public class Outbox {
    private static final String APPEND = appendIf("true");
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
        try (PreparedStatement append = connection.prepareStatement(APPEND)) {
            bind(append, 1, events);
            append.executeUpdate();
        }
    }

    /**
     * The part of a statement that keeps events when a condition on its other parts holds, for a change that is one statement:
     * it needs no transaction around it, and no round trip for its events. {@link #bind} sets its parameters.
     *
     * @param condition SQL without parameters
     */
    public static String appendIf(String condition) {
        return """
                INSERT INTO outbox (trace_parent, topic, record_key, event_id, event_type, event_time, value)
                SELECT ?, e.topic, e.record_key, e.event_id, e.event_type, e.event_time, e.value
                FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[]::timestamptz[], ?::bytea[]) WITH ORDINALITY
                    AS e (topic, record_key, event_id, event_type, event_time, value, place)
                WHERE %s ORDER BY e.place""".formatted(condition);
    }

    /**
     * Sets the parameters of {@link #appendIf}.
     *
     * @param at the first of them
     * @return the parameter after them
     */
    public static int bind(PreparedStatement statement, int at, List<? extends Event> events) throws SQLException {
        int next = at;
        statement.setString(next++, TraceParent.current());
        statement.setArray(
                next++, texts(statement, events, event -> event.topic().topicName()));
        statement.setArray(next++, texts(statement, events, Event::key));
        statement.setArray(next++, texts(statement, events, Event::id));
        statement.setArray(next++, texts(statement, events, Event::type));
        statement.setArray(
                next++, texts(statement, events, event -> event.time().toString()));
        // A real array of arrays: the driver takes no other for bytes.
        byte[][] values = events.stream().map(EventJson::write).toArray(byte[][]::new);
        statement.setArray(next++, statement.getConnection().createArrayOf("bytea", values));
        return next;
    }

    private static Array texts(PreparedStatement statement, List<? extends Event> events, Function<Event, String> text)
            throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("text", events.stream().map(text).toArray());
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
