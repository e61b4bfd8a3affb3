package dev.postern.resolver.claim;

import dev.postern.database.Sql;
import dev.postern.database.StoreUnavailable;
import dev.postern.database.Transactions;
import dev.postern.resolver.state.CodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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
            WHERE r.organization_id = :organization AND r.idempotency_key = :key AND r.status = 'waiting'
              AND r.expires_at > clock_timestamp()
            RETURNING\s""" + RequestRow.COLUMNS);

    // A call after a request's end makes a new request: its run gets its code again, or a newer one.
    private static final Sql FORGET_ENDED = Sql.of("""
            UPDATE code_requests SET idempotency_key = NULL
            WHERE organization_id = :organization AND idempotency_key = :key
              AND (status <> 'waiting' OR expires_at <= clock_timestamp())""");

    private final Transactions transactions;

    StandingRequests(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The request that waits under an idempotency key, prolonged to at least that time from now. Empty when no request
     * waits; the key is then free for a new one. If another caller makes a request with the key first, the new one
     * joins it.
     *
     * @throws StoreUnavailable when nothing was changed
     */
    public Optional<CodeRequest> prolong(String organizationId, String idempotencyKey, Duration timeout) {
        return transactions.run(connection -> {
            Optional<CodeRequest> waiting = PROLONG.first(
                    connection,
                    parameters -> parameters
                            .set("timeout", timeout.toSeconds())
                            .set("organization", organizationId)
                            .set("key", idempotencyKey),
                    RequestRow::read);
            if (waiting.isEmpty()) {
                FORGET_ENDED.update(
                        connection,
                        parameters ->
                                parameters.set("organization", organizationId).set("key", idempotencyKey));
            }
            return waiting;
        });
    }
}
