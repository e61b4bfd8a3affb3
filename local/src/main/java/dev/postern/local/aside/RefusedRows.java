package dev.postern.local.aside;

import dev.postern.events.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table {@code outbox_refused} of one database. */
final class RefusedRows {
    // A value may be as large as a database takes; nobody reads more of it.
    private static final int SHOWN_BYTES = 64 * 1024;

    private final Connection connection;

    /** @param connection in auto-commit mode; the caller closes it */
    RefusedRows(Connection connection) {
        this.connection = connection;
    }

    /**
     * An event that was put aside.
     *
     * @param id its number in this database
     * @param bytes how long its value is
     */
    record Refused(long id, Instant refusedAt, String reason, String topic, String type, String eventId, long bytes) {

        /** Whether its topic keeps the newest event of each key: sent late, an older event would replace a newer one. */
        boolean isState() {
            return Arrays.stream(Topic.values()).anyMatch(one -> one.topicName().equals(topic) && one.compacted());
        }
    }

    List<Refused> all() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        SELECT outbox_id, refused_at, reason, left(topic, 300), left(event_type, 100), left(event_id, 300),
                            octet_length(value)
                        FROM outbox_refused ORDER BY outbox_id""");
                ResultSet rows = select.executeQuery()) {
            List<Refused> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Refused(
                        rows.getLong(1),
                        rows.getObject(2, OffsetDateTime.class).toInstant(),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getLong(7)));
            }
            return found;
        }
    }

    Optional<byte[]> value(long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT substring(value FROM 1 FOR ?) FROM outbox_refused WHERE outbox_id = ?")) {
            select.setInt(1, SHOWN_BYTES);
            select.setLong(2, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        }
    }

    /** Puts a row back to the end of the outbox, from which a service publishes it; false when there is no such row. */
    boolean resend(long id) throws SQLException {
        return changes(id, """
                WITH back AS (DELETE FROM outbox_refused WHERE outbox_id = ? RETURNING *)
                INSERT INTO outbox (topic, record_key, event_id, event_type, event_time, value, trace_parent)
                SELECT topic, record_key, event_id, event_type, event_time, value, trace_parent FROM back""");
    }

    /** Deletes a row; false when there is no such row. */
    boolean drop(long id) throws SQLException {
        return changes(id, "DELETE FROM outbox_refused WHERE outbox_id = ?");
    }

    private boolean changes(long id, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            return statement.executeUpdate() > 0;
        }
    }
}
