package dev.postern.resolver.claim;

import dev.postern.database.Sql;
import dev.postern.database.StoreUnavailable;
import dev.postern.database.Transactions;
import dev.postern.resolver.state.CodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Requests of callers that ask repeatedly and never report that they are done. Such a request waits while its caller
 * keeps asking, and a little longer. If it waited on after its caller left, it would take the next run's code.
 */
@ApplicationScoped
public class StandingRequests {
    private static final Sql PROLONG = Sql.of("""
            UPDATE code_requests r
            SET expires_at = greatest(r.expires_at, clock_timestamp() + :timeout * interval '1 second')
            WHERE r.organization_id = :organization AND r.idempotency_key = ANY (:keys) AND r.status = 'waiting'
              AND r.expires_at > clock_timestamp()
            RETURNING\s""" + RequestRow.COLUMNS);

    // A call after a request's end makes a new request: its run gets its code again, or a newer one.
    private static final Sql FORGET_ENDED = Sql.of("""
            UPDATE code_requests r SET idempotency_key = NULL
            WHERE r.organization_id = :organization AND r.idempotency_key = ANY (:keys)
              AND (r.status <> 'waiting' OR r.expires_at <= clock_timestamp())
            RETURNING r.totp_code_id IS NOT NULL
                AND NOT EXISTS (SELECT FROM codes c
                                WHERE c.totp_code_id = r.totp_code_id AND c.claimed_run = r.run_key AND c.unread)""");

    private final Transactions transactions;

    StandingRequests(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What there is under an idempotency key. */
    public sealed interface Standing {
        /** A request that waits, prolonged. */
        record Waits(CodeRequest request) implements Standing {}

        /**
         * No request waits, and the key is free for a new one. If another caller makes a request with the key first, the
         * new one joins it.
         *
         * @param hadCode whether the caller of the one that ended has read a received code: it asks for another now
         */
        record Free(boolean hadCode) implements Standing {}
    }

    /**
     * Prolongs the request that waits under an idempotency key to at least that time from now.
     *
     * @param idempotencyKeys what each key of the index keyset makes of it
     * @throws StoreUnavailable when nothing was changed
     */
    public Standing prolong(String organizationId, List<String> idempotencyKeys, Duration timeout) {
        return transactions.run(connection -> {
            Optional<CodeRequest> waiting = PROLONG.first(
                    connection,
                    parameters -> parameters
                            .set("timeout", timeout.toSeconds())
                            .set("organization", organizationId)
                            .set("keys", idempotencyKeys),
                    RequestRow::read);
            if (waiting.isPresent()) {
                return new Standing.Waits(waiting.get());
            }
            List<Boolean> ended = FORGET_ENDED.query(
                    connection,
                    parameters -> parameters.set("organization", organizationId).set("keys", idempotencyKeys),
                    row -> row.getBoolean(1));
            return new Standing.Free(ended.contains(true));
        });
    }
}
