package dev.postern.database.outbox;

import dev.postern.database.Parameters;
import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.Event;
import dev.postern.events.EventJson;
import dev.postern.platform.audit.RecordedItself;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.tracing.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Where a change leaves its events, in the transaction that makes it. An event is published only after that transaction
 * commits. Safe for many threads.
 */
@ApplicationScoped
public class Outbox {
    private static final Sql APPEND = Sql.of(appendIf("true"));
    private static final Sql PENDING = Sql.of("""
        SELECT 1 FROM outbox WHERE event_id = :event
        UNION ALL SELECT 1 FROM outbox_refused WHERE event_id = :event\
        """);
    private static final long LOOK_EVERY_MS = 20;

    private final Transactions transactions;
    private final Runnable wakeRelay;

    @Inject
    Outbox(Transactions transactions, OutboxRelay relay) {
        this(transactions, relay::wakeSoon);
    }

    /** An outbox with a given relay, which publishes at once when it is woken. */
    public Outbox(Transactions transactions, Runnable wakeRelay) {
        this.transactions = transactions;
        this.wakeRelay = wakeRelay;
    }

    /** Leaves an event in the container's surrounding transaction; fails when there is no transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(Event event) {
        transactions.update(APPEND, parameters -> bind(parameters, List.of(event)));
    }

    /** Leaves events in the transaction of a connection, which the caller ends. */
    public void append(Connection connection, List<? extends Event> events) throws SQLException {
        if (!events.isEmpty()) {
            APPEND.update(connection, parameters -> bind(parameters, events));
        }
    }

    /**
     * The part of a statement that leaves events when a condition on its other parts holds. A change that is one
     * statement then needs no transaction and no round trip for its events. {@link #bind} sets its parameters.
     *
     * @param condition SQL
     */
    public static String appendIf(String condition) {
        return """
            INSERT INTO outbox (trace_parent, topic, record_key, event_id, event_type, event_time, value)
            SELECT :outbox_trace, e.topic, e.record_key, e.event_id, e.event_type, e.event_time, e.value
            FROM unnest(:outbox_topics::text[], :outbox_keys::text[], :outbox_ids::text[], :outbox_types::text[],
                    :outbox_times::text[]::timestamptz[], :outbox_values::bytea[]) WITH ORDINALITY
                AS e (topic, record_key, event_id, event_type, event_time, value, place)
            WHERE %s ORDER BY e.place\
            """.formatted(condition);
    }

    /** Sets the parameters of {@link #appendIf}. */
    public static void bind(Parameters parameters, List<? extends Event> events) throws SQLException {
        RecordedItself.note(events);
        parameters
                .set("outbox_trace", TraceParent.current())
                .set("outbox_topics", texts(events, event -> event.topic().topicName()))
                .set("outbox_keys", texts(events, Event::key))
                .set("outbox_ids", texts(events, Event::id))
                .set("outbox_types", texts(events, Event::type))
                .set("outbox_times", texts(events, event -> event.time().toString()))
                // A real array of arrays: the driver takes no other for bytes.
                .set(
                        "outbox_values",
                        "bytea",
                        events.stream().map(EventJson::write).toArray(byte[][]::new));
    }

    private static List<String> texts(List<? extends Event> events, Function<? super Event, String> text) {
        return events.stream().map(text).toList();
    }

    /** Has the events of committed changes published now instead of within the next fifth of a second. */
    public void publishSoon() {
        wakeRelay.run();
    }

    /**
     * Waits until the broker has acknowledged an event of a committed change. Meant for changes that have no effect
     * until they are known elsewhere, such as a revoked key.
     *
     * @throws Problem 503 when this takes too long; the event stays in the outbox and is published later
     */
    public void awaitPublished(Event event, Duration timeout) {
        wakeRelay.run();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (isPending(event.id())) {
            if (System.nanoTime() > deadline) {
                throw Problem.unavailable(
                        Hindrance.BROKER_AWAY,
                        "The change is recorded but the broker is out of reach; it takes effect once it is back");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Problem.unavailable(Hindrance.STOPPING, "The service is stopping");
            }
        }
    }

    /** Whether an event of a committed change still waits to be published. */
    public boolean isPending(String eventId) {
        return transactions
                .first(PENDING, parameters -> parameters.set("event", eventId), _ -> true)
                .isPresent();
    }
}
