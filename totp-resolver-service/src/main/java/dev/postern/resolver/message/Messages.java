package dev.postern.resolver.message;

import dev.postern.database.Page;
import dev.postern.database.Parameters;
import dev.postern.database.Sql;
import dev.postern.database.SqlBuilder;
import dev.postern.database.StoreUnavailable;
import dev.postern.database.Transactions;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.OtherHashes;
import dev.postern.events.OtpType;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.resolver.lock.MatchKeyLock;
import dev.postern.resolver.once.SingleUses;
import dev.postern.resolver.paging.Cursor;
import dev.postern.resolver.rehash.EarlierIds;
import dev.postern.resolver.rule.ClaimRules;
import dev.postern.resolver.state.Lifespan;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code messages}. */
@ApplicationScoped
public class Messages {
    private static final Sql INSERT = Sql.of("""
            INSERT INTO messages (totp_code_id, organization_id, match_key, reason, source, task_id, workflow_id,
                workflow_run_id, received_at, expires_at, channel_id, sender_masked, sender_sealed, sender_keys,
                identifier_masked, identifier_sealed, content_sealed, content_truncated, subject_length, body_is_html)
            VALUES (:message, :organization, :match_key, :reason, :source, :task, :workflow,
                :workflow_run, :received_at, :expires_at, :channel, :sender_masked, :sender_sealed, :sender_keys,
                :identifier_masked, :identifier_sealed, :content_sealed, :content_truncated, :subject_length, :body_is_html)
            ON CONFLICT (totp_code_id) DO NOTHING""");

    private static final EarlierIds EARLIER = new EarlierIds("messages");

    private static final String SELECT = "SELECT " + StoredMessage.COLUMNS + " FROM messages m ";

    private static final String NEWEST = " ORDER BY m.received_at DESC, m.totp_code_id DESC LIMIT :limit";

    /**
     * A message and a request that the message could answer if it were read again. This only avoids useless readings: the
     * claim decides whether a code answers a request.
     */
    private static final String COULD_ANSWER = """
            FROM messages m JOIN code_requests r
                ON r.match_key = m.match_key AND r.organization_id = m.organization_id
            WHERE m.state = 'open' AND m.reason <> 'forwarding_setup'
              AND m.received_at > clock_timestamp() - :lifespan * interval '1 second'
              AND (m.expires_at IS NULL OR m.expires_at > clock_timestamp())
              AND r.status = 'waiting' AND r.expires_at > clock_timestamp() AND\s""" + ClaimRules.agree("m") + " AND ";

    private static final Sql FIND =
            Sql.of(SELECT + "WHERE m.organization_id = :organization AND m.totp_code_id = :message");
    /** One statement for each request: most find no message, and are noted as done. */
    private static final Sql FOR_REQUEST = Sql.of("WITH m AS (SELECT " + StoredMessage.COLUMNS + " " + COULD_ANSWER
            + "r.code_request_id = :request AND r.reads_messages" + NEWEST + """
            ), done AS (
                UPDATE code_requests SET reads_messages = false
                WHERE code_request_id = :request AND reads_messages AND NOT EXISTS (SELECT FROM m)
            )
            SELECT * FROM m""" + NEWEST);

    private static final Sql ASKED_FOR =
            Sql.of("SELECT DISTINCT r.otp_type " + COULD_ANSWER + "m.totp_code_id = :message");
    private static final Sql MOVE_OPEN = Sql.of("""
            UPDATE messages m SET state = :state
            WHERE m.totp_code_id = :message AND m.organization_id = :organization AND m.state = 'open'
              AND (:dismissed OR NOT EXISTS (SELECT 1 FROM codes c WHERE c.totp_code_id = m.totp_code_id))""");
    private static final Sql GIVE_REASON =
            Sql.of("UPDATE messages SET reason = :reason WHERE totp_code_id = :message AND state = 'open'");
    private static final Sql DELETE_OLD = Sql.of("""
            DELETE FROM messages WHERE totp_code_id IN (
                SELECT m.totp_code_id FROM messages m WHERE m.received_at < :before
                ORDER BY m.received_at LIMIT :limit FOR UPDATE SKIP LOCKED)""");

    private static final Sql DELETE_OLD_OF_ONE = Sql.of("""
            DELETE FROM messages WHERE totp_code_id IN (
                SELECT m.totp_code_id FROM messages m
                WHERE m.organization_id = :organization AND m.received_at < :before
                ORDER BY m.received_at LIMIT :limit FOR UPDATE SKIP LOCKED)""");

    private final Transactions transactions;
    private final Lifespan lifespan;

    Messages(Transactions transactions, Lifespan lifespan) {
        this.transactions = transactions;
        this.lifespan = lifespan;
    }

    /**
     * Stores a message; a message that is already stored stays as it is.
     *
     * @throws StoreUnavailable when nothing was stored
     */
    void keep(MessageUnparsed message) {
        OtherHashes others = Origin.othersOf(message.origin());
        transactions.run(connection -> {
            if (!others.isEmpty()) {
                MatchKeyLock.take(connection, message.organizationId(), message.matchKey(), others);
            }
            return SingleUses.allow(connection, message.origin())
                            && EARLIER.find(connection, message.totpCodeId(), others)
                                    .isEmpty()
                    ? INSERT.update(connection, parameters -> set(parameters, message))
                    : 0;
        });
    }

    /** What a caller is told when its organisation does not have the message. */
    public static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "Message not found");
    }

    /** The message, if it is this organisation's. */
    public Optional<StoredMessage> find(String organizationId, String id) {
        return transactions.first(
                FIND,
                parameters -> parameters.set("organization", organizationId).set("message", id),
                StoredMessage::read);
    }

    /** One organisation's messages that pass the filter, newest first. */
    Page<StoredMessage> newest(String organizationId, MessageFilter filter) {
        SqlBuilder query = new SqlBuilder()
                .add(
                        SELECT + "WHERE m.organization_id = :organization",
                        parameters -> parameters.set("organization", organizationId));
        MessageState state = filter.state();
        if (filter.reason() != null) {
            query.add(" AND m.reason = :reason", parameters -> parameters.set("reason", filter.reason()));
        }
        if (state != null) {
            query.add(" AND m.state = :state", parameters -> parameters.set("state", state.wireName()));
        }
        if (filter.receivedAfter() != null) {
            query.add(" AND m.received_at > :after", parameters -> parameters.set("after", filter.receivedAfter()));
        }
        if (filter.receivedBefore() != null) {
            query.add(" AND m.received_at < :before", parameters -> parameters.set("before", filter.receivedBefore()));
        }
        return page(query, filter.after(), filter.limit());
    }

    /** Open messages of every organisation, newest first, without those that set up a forwarding. */
    public Page<StoredMessage> newestOpen(@Nullable Cursor after, int limit) {
        return page(
                new SqlBuilder().add(SELECT + "WHERE m.state = 'open' AND m.reason <> 'forwarding_setup'"),
                after,
                limit);
    }

    /**
     * The newest open messages that could answer a waiting request and were not read for it yet. With none, the request
     * is noted to have no more to read.
     */
    List<StoredMessage> couldAnswer(String requestId, int limit) {
        return transactions.query(
                FOR_REQUEST,
                parameters -> parameters
                        .set("lifespan", lifespan.seconds())
                        .set("request", requestId)
                        .set("limit", limit),
                StoredMessage::read);
    }

    /** What the waiting requests need which an open message could answer. */
    Needs needs(String messageId) {
        return Needs.of(transactions.query(
                ASKED_FOR,
                parameters -> parameters.set("lifespan", lifespan.seconds()).set("message", messageId),
                row -> Optional.ofNullable(row.getString(1)).map(OtpType::ofWireName)));
    }

    /**
     * Moves an open message on; false when it is no longer open. A provider's second attempt, read by a better
     * extractor, may already have brought its code. Then the message makes no second code.
     */
    static boolean moveOpen(Connection connection, StoredMessage message, MessageState to) throws SQLException {
        int moved = MOVE_OPEN.update(
                connection,
                parameters -> parameters
                        .set("state", to.wireName())
                        .set("message", message.id())
                        .set("organization", message.organizationId())
                        .set("dismissed", to == MessageState.DISMISSED));
        return moved == 1;
    }

    /** Notes that a later reading has another reason for taking nothing. */
    public void giveReason(StoredMessage message, String reason) {
        transactions.update(
                GIVE_REASON, parameters -> parameters.set("reason", reason).set("message", message.id()));
    }

    /** Deletes a limited number of messages received before a time; returns how many. */
    int deleteReceivedBefore(Instant before, int limit) {
        return transactions.update(
                DELETE_OLD, parameters -> parameters.set("before", before).set("limit", limit));
    }

    /** Deletes a limited number of an organisation's messages received before a time; returns how many. */
    int deleteReceivedBefore(String organizationId, Instant before, int limit) {
        return transactions.update(
                DELETE_OLD_OF_ONE,
                parameters -> parameters
                        .set("organization", organizationId)
                        .set("before", before)
                        .set("limit", limit));
    }

    private Page<StoredMessage> page(SqlBuilder query, @Nullable Cursor after, int limit) {
        if (after != null) {
            query.add(
                    " AND (m.received_at, m.totp_code_id) < (:cursor_time, :cursor_id)",
                    parameters ->
                            parameters.set("cursor_time", after.receivedAt()).set("cursor_id", after.id()));
        }
        query.add(NEWEST, parameters -> parameters.set("limit", limit + 1));
        return transactions.page(query, limit, StoredMessage::read);
    }

    private static void set(Parameters parameters, MessageUnparsed message) throws SQLException {
        Origin origin = message.origin() == null ? new Origin(null, null, null, List.of()) : message.origin();
        parameters
                .set("message", message.totpCodeId())
                .set("organization", message.organizationId())
                .set("match_key", message.matchKey())
                .set("reason", message.reason())
                .set("source", message.source())
                .set("task", message.run().taskId())
                .set("workflow", message.run().workflowId())
                .set("workflow_run", message.run().workflowRunId())
                .set("received_at", message.receivedAt())
                .set("expires_at", message.expiresAt())
                .set("channel", origin.channelId())
                .set("sender_masked", origin.senderMasked())
                .set("sender_sealed", origin.senderSealed())
                .set("sender_keys", origin.senderKeys())
                .set("identifier_masked", message.identifierMasked())
                .set("identifier_sealed", message.identifierSealed())
                .set("content_sealed", message.contentSealed())
                .set("content_truncated", message.contentTruncated())
                .set("subject_length", message.subjectLength() == null ? 0 : message.subjectLength())
                .set("body_is_html", Boolean.TRUE.equals(message.bodyIsHtml()));
    }
}
