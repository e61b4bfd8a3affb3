package dev.postern.resolver.message;

import dev.postern.database.StoreUnavailable;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.OtpType;
import dev.postern.resolver.claim.StoredRows;
import dev.postern.resolver.paging.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code messages}. */
@ApplicationScoped
class Messages {
    private static final String INSERT = """
            INSERT INTO messages (totp_code_id, organization_id, match_key, reason, source, task_id, workflow_id,
                workflow_run_id, received_at, expires_at, channel_id, sender_masked, sender_sealed, sender_keys,
                identifier_masked, identifier_sealed, content_sealed, content_truncated, subject_length, body_is_html)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (totp_code_id) DO NOTHING""";

    private static final String SELECT = "SELECT " + StoredMessage.COLUMNS + " FROM messages m ";

    private static final String NEWEST = " ORDER BY m.received_at DESC, m.totp_code_id DESC LIMIT ?";

    /**
     * A message and a request that asks for a type, of which the first could answer the second if it were read again. Only
     * to spare readings that are no use: whether a code answers a request is decided by the claim.
     */
    private static final String COULD_ANSWER = """
            FROM messages m JOIN code_requests r
                ON r.match_key = m.match_key AND r.organization_id = m.organization_id
            WHERE m.state = 'open' AND m.reason <> 'forwarding_setup'
              AND m.received_at >= r.received_after
              AND m.received_at > clock_timestamp() - ? * interval '1 second'
              AND (m.expires_at IS NULL OR m.expires_at > clock_timestamp())
              AND (m.workflow_run_id IS NULL OR m.workflow_run_id = r.workflow_run_id)
              AND (m.task_id IS NULL OR m.task_id = r.task_id)
              AND (m.workflow_id IS NULL OR m.workflow_id IN (r.workflow_id, r.workflow_permanent_id))
              AND (r.sender_key IS NULL OR r.sender_key = ANY (m.sender_keys))
              AND r.status = 'waiting' AND r.expires_at > clock_timestamp() AND r.otp_type IS NOT NULL AND\s""";

    private final StoredRows rows;
    private final Lifespan lifespan;

    Messages(StoredRows rows, Lifespan lifespan) {
        this.rows = rows;
        this.lifespan = lifespan;
    }

    /**
     * Stores a message; one that is stored already stays as it is.
     *
     * @throws StoreUnavailable when nothing was stored
     */
    void keep(MessageUnparsed message) {
        rows.inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                set(insert, message);
                return insert.executeUpdate();
            }
        });
    }

    /** The message, if it is this organisation's. */
    Optional<StoredMessage> find(String organizationId, String id) {
        return rows
                .query(
                        SELECT + "WHERE m.organization_id = ? AND m.totp_code_id = ?",
                        List.of(organizationId, id),
                        StoredMessage::read)
                .stream()
                .findFirst();
    }

    /** One organisation's messages that pass the filter, newest first. */
    List<StoredMessage> newest(String organizationId, MessageFilter filter) {
        StringBuilder where = new StringBuilder("WHERE m.organization_id = ?");
        List<Object> values = new ArrayList<>(List.of(organizationId));
        if (filter.reason() != null) {
            where.append(" AND m.reason = ?");
            values.add(filter.reason());
        }
        if (filter.state() != null) {
            where.append(" AND m.state = ?");
            values.add(filter.state().wireName());
        }
        if (filter.receivedAfter() != null) {
            where.append(" AND m.received_at > ?");
            values.add(utc(filter.receivedAfter()));
        }
        if (filter.receivedBefore() != null) {
            where.append(" AND m.received_at < ?");
            values.add(utc(filter.receivedBefore()));
        }
        return page(where, values, filter.after(), filter.limit());
    }

    /** Open messages of every organisation, newest first; those that set up a forwarding are no logins'. */
    List<StoredMessage> newestOpen(@Nullable Cursor after, int limit) {
        StringBuilder where = new StringBuilder("WHERE m.state = 'open' AND m.reason <> 'forwarding_setup'");
        return page(where, new ArrayList<>(), after, limit);
    }

    /** The newest open messages that could answer a waiting request. */
    List<StoredMessage> couldAnswer(String requestId, int limit) {
        return rows.query(
                "SELECT " + StoredMessage.COLUMNS + " " + COULD_ANSWER + "r.code_request_id = ?" + NEWEST,
                List.of(lifespan.seconds(), requestId, limit),
                StoredMessage::read);
    }

    /** The types that waiting requests ask for which an open message could answer. */
    List<OtpType> askedFor(String messageId) {
        return rows.query(
                "SELECT DISTINCT r.otp_type " + COULD_ANSWER + "m.totp_code_id = ?",
                List.of(lifespan.seconds(), messageId),
                row -> OtpType.ofWireName(row.getString(1)));
    }

    /**
     * Moves an open message on; false when it is not open any more. A provider's second attempt, read by a better extractor,
     * may have brought its code by itself: then it is no second one.
     */
    static boolean moveOpen(Connection connection, StoredMessage message, State to) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE messages m SET state = ?
                WHERE m.totp_code_id = ? AND m.organization_id = ? AND m.state = 'open'
                  AND (? OR NOT EXISTS (SELECT 1 FROM codes c WHERE c.totp_code_id = m.totp_code_id))""")) {
            update.setString(1, to.wireName());
            update.setString(2, message.id());
            update.setString(3, message.organizationId());
            update.setBoolean(4, to == State.DISMISSED);
            return update.executeUpdate() == 1;
        }
    }

    /** Notes that a later reading has another reason for taking nothing. */
    void giveReason(StoredMessage message, String reason) {
        rows.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE messages SET reason = ? WHERE totp_code_id = ? AND state = 'open'")) {
                update.setString(1, reason);
                update.setString(2, message.id());
                return update.executeUpdate();
            }
        });
    }

    /** Deletes some of those received before; how many it were. */
    int forget(Instant before, int limit) {
        return rows.inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("""
                    DELETE FROM messages WHERE totp_code_id IN (
                        SELECT m.totp_code_id FROM messages m WHERE m.received_at < ?
                        ORDER BY m.received_at LIMIT ? FOR UPDATE SKIP LOCKED)""")) {
                delete.setObject(1, utc(before));
                delete.setInt(2, limit);
                return delete.executeUpdate();
            }
        });
    }

    private List<StoredMessage> page(StringBuilder where, List<Object> values, @Nullable Cursor after, int limit) {
        if (after != null) {
            where.append(" AND (m.received_at, m.totp_code_id) < (?, ?)");
            values.add(utc(after.receivedAt()));
            values.add(after.id());
        }
        values.add(limit);
        return rows.query(SELECT + where + NEWEST, values, StoredMessage::read);
    }

    private static void set(PreparedStatement statement, MessageUnparsed message) throws SQLException {
        Origin origin = message.origin() == null ? new Origin(null, null, null, List.of()) : message.origin();
        int at = 0;
        statement.setString(++at, message.totpCodeId());
        statement.setString(++at, message.organizationId());
        statement.setString(++at, message.matchKey());
        statement.setString(++at, message.reason());
        statement.setString(++at, message.source());
        statement.setString(++at, message.run().taskId());
        statement.setString(++at, message.run().workflowId());
        statement.setString(++at, message.run().workflowRunId());
        statement.setObject(++at, utc(message.receivedAt()));
        statement.setObject(++at, message.expiresAt() == null ? null : utc(message.expiresAt()));
        statement.setString(++at, origin.channelId());
        statement.setString(++at, origin.senderMasked());
        statement.setString(++at, origin.senderSealed());
        statement.setArray(
                ++at,
                statement
                        .getConnection()
                        .createArrayOf("text", origin.senderKeys().toArray()));
        statement.setString(++at, message.identifierMasked());
        statement.setString(++at, message.identifierSealed());
        statement.setString(++at, message.contentSealed());
        statement.setBoolean(++at, message.contentTruncated());
        statement.setInt(++at, message.subjectLength() == null ? 0 : message.subjectLength());
        statement.setBoolean(++at, Boolean.TRUE.equals(message.bodyIsHtml()));
    }

    private static OffsetDateTime utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
