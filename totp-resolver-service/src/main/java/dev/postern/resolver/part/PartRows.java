package dev.postern.resolver.part;

import dev.postern.database.Sql;
import dev.postern.events.EventJson;
import dev.postern.events.MessagePart;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.resolver.lock.MatchKeyLock;
import dev.postern.resolver.rehash.EarlierIds;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The table {@code message_parts}. A row with an event waits; a row without one is remembered. */
final class PartRows {
    private static final EventJson.Reader<MessageUnparsed> EVENTS = EventJson.readerFor(MessageUnparsed.class);

    private static final Sql ADD = Sql.of("""
            INSERT INTO message_parts (totp_code_id, organization_id, match_key, group_key, number, event)
            VALUES (:message, :organization, :match_key, :group_key, :number, :event)
            ON CONFLICT (totp_code_id) DO NOTHING""");
    private static final EarlierIds EARLIER = new EarlierIds("message_parts");
    private static final Sql WAITING = Sql.of("""
            SELECT event FROM message_parts
            WHERE match_key = :match_key AND group_key = :group_key AND event IS NOT NULL
            ORDER BY number, stored_at, totp_code_id""");
    private static final Sql SETTLE = Sql.of("""
            UPDATE message_parts SET event = NULL
            WHERE match_key = :match_key AND group_key = :group_key AND event IS NOT NULL""");
    private static final String IS_LATE = "stored_at < clock_timestamp() - :wait * interval '1 second'";
    private static final Sql LATE = Sql.of("""
            SELECT match_key, group_key FROM message_parts WHERE event IS NOT NULL AND %s
            GROUP BY match_key, group_key ORDER BY min(stored_at) LIMIT :limit""".formatted(IS_LATE));
    private static final Sql STILL_LATE = Sql.of("""
            SELECT 1 FROM message_parts
            WHERE match_key = :match_key AND group_key = :group_key AND event IS NOT NULL AND %s""".formatted(IS_LATE));

    private final Connection connection;

    PartRows(Connection connection) {
        this.connection = connection;
    }

    /** What the parts of one message have in common. Another message may have it too, later. */
    record Group(String matchKey, String groupKey) {
        static Group of(MessageUnparsed message, MessagePart part) {
            return new Group(message.matchKey(), part.groupKey());
        }
    }

    /** Keeps other transactions away from the group until this one ends. */
    void lock(Group group) throws SQLException {
        MatchKeyLock.take(connection, group.matchKey());
    }

    /** Keeps other transactions away from the message's group, and knows its parts that have hashes of another key. */
    void lock(MessageUnparsed message) throws SQLException {
        MatchKeyLock.take(connection, message.organizationId(), message.matchKey(), Origin.othersOf(message.origin()));
    }

    /** Adds a part; false when it was added before. */
    boolean add(MessageUnparsed message, MessagePart part) throws SQLException {
        return EARLIER.find(connection, message.totpCodeId(), Origin.othersOf(message.origin()))
                        .isEmpty()
                && ADD.update(
                                connection,
                                parameters -> parameters
                                        .set("message", message.totpCodeId())
                                        .set("organization", message.organizationId())
                                        .set("match_key", message.matchKey())
                                        .set("group_key", part.groupKey())
                                        .set("number", part.number())
                                        .set("event", new String(EventJson.write(message), StandardCharsets.UTF_8)))
                        == 1;
    }

    /** The parts that wait, by their number. */
    List<MessageUnparsed> waiting(Group group) throws SQLException {
        return WAITING.query(
                connection,
                parameters -> parameters.set("match_key", group.matchKey()).set("group_key", group.groupKey()),
                row -> EVENTS.read(row.getString(1).getBytes(StandardCharsets.UTF_8)));
    }

    /** The parts that wait do so no more. */
    void settle(Group group) throws SQLException {
        SETTLE.update(
                connection,
                parameters -> parameters.set("match_key", group.matchKey()).set("group_key", group.groupKey()));
    }

    /** The groups whose first part has waited for so long, the oldest first. */
    List<Group> late(Duration wait, int limit) throws SQLException {
        return LATE.query(
                connection,
                parameters -> parameters.set("wait", seconds(wait)).set("limit", limit),
                row -> new Group(row.getString(1), row.getString(2)));
    }

    /** Whether a part of the group has waited for so long. */
    boolean isLate(Group group, Duration wait) throws SQLException {
        return !STILL_LATE
                .query(
                        connection,
                        parameters -> parameters
                                .set("match_key", group.matchKey())
                                .set("group_key", group.groupKey())
                                .set("wait", seconds(wait)),
                        _ -> true)
                .isEmpty();
    }

    private static double seconds(Duration wait) {
        return wait.toMillis() / 1000.0;
    }
}
