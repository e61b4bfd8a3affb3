package dev.postern.resolver.erasure;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditRecorded;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.access.Caller;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.lock.MatchKeyLock;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Forgets what was received for one identifier of an organisation. Of a code and a message an empty row without an owner stays for a
 * while, so that the event is not stored anew when it comes again. Requests that wait are left to their callers.
 */
@ApplicationScoped
class EraseIdentifier {
    /** Without an owner they are in no list; a received time long ago has retention delete them as soon as no provider sends again. */
    private static final Sql CODES = Sql.of("""
            UPDATE codes SET organization_id = '', match_key = '', identifier_sealed = '', code_sealed = NULL,
                link_sealed = NULL, content_sealed = NULL, sender_masked = NULL, sender_sealed = NULL, sender_keys = '{}',
                bound_domain = NULL, site_keys = '{}', code_masked = NULL, identifier_masked = NULL, task_id = NULL,
                workflow_id = NULL, workflow_run_id = NULL, claimed_run = NULL, refused_by = '{}', outcome = NULL,
                outcome_at = NULL, source = NULL, channel_id = NULL, repeat_key = '', repeat_of = NULL, erased = 2,
                received_at = 'epoch', valid_until = 'epoch'
            WHERE match_key = ANY (:match_keys) RETURNING totp_code_id""");

    private static final Sql MESSAGES = Sql.of("""
            UPDATE messages SET organization_id = '', match_key = '', identifier_sealed = '', identifier_masked = '',
                content_sealed = '', sender_masked = NULL, sender_sealed = NULL, sender_keys = '{}', task_id = NULL,
                workflow_id = NULL, workflow_run_id = NULL, source = NULL, channel_id = NULL, state = 'dismissed',
                received_at = clock_timestamp()
            WHERE match_key = ANY (:match_keys) RETURNING totp_code_id""");

    private static final Sql PARTS = Sql.of("""
            UPDATE message_parts SET organization_id = '', match_key = '', group_key = '', event = NULL
            WHERE match_key = ANY (:match_keys)""");

    private static final Sql REQUESTS =
            Sql.of("DELETE FROM code_requests WHERE match_key = ANY (:match_keys) AND status <> 'waiting' RETURNING"
                    + " code_request_id");

    private static final Sql WAITING =
            Sql.of("SELECT count(*) FROM code_requests WHERE match_key = ANY (:match_keys) AND status = 'waiting'");

    private static final Sql POSTS = Sql.of("DELETE FROM channel_posts WHERE match_key = ANY (:match_keys)");

    private static final Sql EVENTS = Sql.of("""
            DELETE FROM code_events e WHERE e.organization_id = :organization
            AND (e.data->>'totp_code_id' = ANY (string_to_array(:ids, ','))
                OR e.data->>'code_request_id' = ANY (string_to_array(:ids, ',')))""");

    private final Transactions transactions;
    private final IndexKey indexKey;
    private final Outbox outbox;
    private final Clock clock;

    EraseIdentifier(Transactions transactions, IndexKey indexKey, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.indexKey = indexKey;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * How much was erased.
     *
     * @param waitingRequests that were left
     */
    record Erased(int codes, int messages, int codeRequests, int channelPosts, int events, int waitingRequests) {}

    /**
     * Erases it all in one transaction, while nothing can arrive for the identifier. It may be done again.
     *
     * @throws dev.postern.database.StoreUnavailable when nothing was erased
     */
    Erased erase(Caller caller, String identifier) {
        List<String> matchKeys = indexKey.matchKeys(caller.organizationId(), Identifier.of(identifier));
        return transactions.run(connection -> {
            MatchKeyLock.takeAll(connection, matchKeys);
            List<String> codes = ids(connection, CODES, matchKeys);
            List<String> messages = ids(connection, MESSAGES, matchKeys);
            List<String> requests = ids(connection, REQUESTS, matchKeys);
            PARTS.update(connection, parameters -> parameters.set("match_keys", matchKeys));
            int posts = POSTS.update(connection, parameters -> parameters.set("match_keys", matchKeys));
            List<String> ids = new ArrayList<>(codes);
            ids.addAll(messages);
            ids.addAll(requests);
            int events = ids.isEmpty()
                    ? 0
                    : EVENTS.update(
                            connection,
                            parameters -> parameters
                                    .set("organization", caller.organizationId())
                                    .set("ids", String.join(",", ids)));
            int waiting = WAITING.query(
                            connection, parameters -> parameters.set("match_keys", matchKeys), row -> row.getInt(1))
                    .getFirst();
            outbox.append(
                    connection,
                    List.of(AuditRecorded.of(
                            caller.organizationId(),
                            caller.apiKeyId(),
                            "identifier.erased",
                            caller.organizationId(),
                            clock.instant())));
            return new Erased(codes.size(), messages.size(), requests.size(), posts, events, waiting);
        });
    }

    private static List<String> ids(Connection connection, Sql sql, List<String> matchKeys) throws SQLException {
        return sql.query(connection, parameters -> parameters.set("match_keys", matchKeys), row -> row.getString(1));
    }
}
