package dev.postern.resolver.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Requests of callers who ask over and over and never say that they are done. Such a request waits for as long as its
 * caller keeps asking and a little longer: one that waited on for a caller who is gone would take the next run's code.
 */
@ApplicationScoped
public class StandingRequests {
    private static final String PROLONG = """
            UPDATE code_requests r
            SET expires_at = greatest(r.expires_at, clock_timestamp() + ? * interval '1 second')
            WHERE r.organization_id = ? AND r.idempotency_key = ? AND r.status = 'waiting'
              AND r.expires_at > clock_timestamp()
            RETURNING\s""" + RequestRow.COLUMNS;

    // Whoever asks after a request ended asks anew: its run gets the same code again, or a newer one.
    private static final String FORGET_ENDED = """
            UPDATE code_requests SET idempotency_key = NULL
            WHERE organization_id = ? AND idempotency_key = ?
              AND (status <> 'waiting' OR expires_at <= clock_timestamp())""";

    private final Transactions transactions;

    StandingRequests(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The request that waits under an idempotency key, prolonged to that time from now. Empty when none does; the key is then
     * free for a new one, unless somebody made it in the same moment, whom that one joins.
     *
     * @throws StoreUnavailable when nothing was changed
     */
    public Optional<CodeRequest> prolong(String organizationId, String idempotencyKey, Duration timeout) {
        return transactions.run(connection -> {
            Optional<CodeRequest> waiting = CodeRequests.select(connection, PROLONG, statement -> {
                        statement.setLong(1, timeout.toSeconds());
                        statement.setString(2, organizationId);
                        statement.setString(3, idempotencyKey);
                    })
                    .stream()
                    .findFirst();
            if (waiting.isEmpty()) {
                forgetEnded(connection, organizationId, idempotencyKey);
            }
            return waiting;
        });
    }

    private static void forgetEnded(Connection connection, String organizationId, String idempotencyKey)
            throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET_ENDED)) {
            forget.setString(1, organizationId);
            forget.setString(2, idempotencyKey);
            forget.executeUpdate();
        }
    }
}
