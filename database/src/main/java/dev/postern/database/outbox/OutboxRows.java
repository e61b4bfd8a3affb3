package dev.postern.database.outbox;

import dev.postern.database.Sql;
import dev.postern.platform.topic.SendFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of the outbox, on the connection of whoever relays them. */
final class OutboxRows {
    private static final int BATCH = 500;
    // Of one batch; a first row that is longer comes alone.
    private static final int BATCH_BYTES = 8 * 1024 * 1024;
    // No broker is set up to take more, and the row must fit into memory.
    private static final int LONGEST = 16 * 1024 * 1024;
    private static final Sql OLDEST = Sql.of("""
            SELECT outbox_id, topic, record_key, event_id, event_type, event_time, trace_parent,
                CASE WHEN length <= :longest THEN value END AS value
            FROM (
                SELECT *, sum(length) OVER (ORDER BY outbox_id) - length AS before
                FROM (
                    SELECT *, octet_length(value) AS length FROM outbox
                    WHERE outbox_id > :after AND topic <> ALL (:closed)
                    ORDER BY outbox_id LIMIT :batch) AS oldest) AS measured
            WHERE before < :bytes ORDER BY outbox_id""");
    private static final Sql DELETE = Sql.of("DELETE FROM outbox WHERE outbox_id = ANY (:ids)");
    private static final Sql PUT_ASIDE = Sql.of("""
            WITH refused AS (DELETE FROM outbox WHERE outbox_id = :id RETURNING *)
            INSERT INTO outbox_refused (outbox_id, topic, record_key, event_id, event_type, event_time, value, trace_parent, reason,
                refused_at)
            SELECT outbox_id, topic, record_key, event_id, event_type, event_time, value, trace_parent, :reason, now() FROM refused""");

    private final Connection connection;

    /** @param connection in auto-commit mode; the caller closes it */
    OutboxRows(Connection connection) {
        this.connection = connection;
    }

    /**
     * An event that waits.
     *
     * @param value null when it is too long to be read
     */
    @SuppressWarnings("ArrayRecordComponent") // A row on its way, never compared.
    record Row(
            long id,
            String topic,
            String key,
            String eventId,
            String eventType,
            OffsetDateTime eventTime,
            @Nullable String traceParent,
            byte @Nullable [] value) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong("outbox_id"),
                    row.getString("topic"),
                    row.getString("record_key"),
                    row.getString("event_id"),
                    row.getString("event_type"),
                    row.getObject("event_time", OffsetDateTime.class),
                    row.getString("trace_parent"),
                    row.getBytes("value"));
        }
    }

    /**
     * The oldest rows, in order; at least one if there is any.
     *
     * @param after the number of the last row that was read before
     * @param closed topics whose rows are left out
     */
    List<Row> oldest(long after, Set<String> closed) throws SQLException {
        return OLDEST.query(
                connection,
                parameters -> parameters
                        .set("after", after)
                        .set("closed", List.copyOf(closed))
                        .set("batch", BATCH)
                        .set("bytes", BATCH_BYTES)
                        .set("longest", LONGEST),
                Row::of);
    }

    /** Deletes what the broker has acknowledged. */
    void delete(Collection<Long> ids) throws SQLException {
        if (!ids.isEmpty()) {
            DELETE.update(connection, parameters -> parameters.set("ids", "bigint", ids.toArray()));
        }
    }

    /** Moves a row to those that the broker refuses for good. */
    void putAside(long id, SendFailure.Reason reason) throws SQLException {
        PUT_ASIDE.update(connection, parameters -> parameters.set("id", id).set("reason", reason.hyphenatedName()));
    }
}
