package dev.postern.resolver.claim;

import dev.postern.events.CodeRequestChanged.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Authenticator codes on their way into requests. Whose step it is was decided by credential-service. */
@ApplicationScoped
public class AuthenticatorSteps {
    private final Transactions transactions;
    private final Announcements announcements;

    AuthenticatorSteps(Transactions transactions, Announcements announcements) {
        this.transactions = transactions;
        this.announcements = announcements;
    }

    /**
     * A code for one time step.
     *
     * @param step the step's number since 1970
     * @param codeSealed sealed for the request
     * @param validFrom when the step begins
     * @param validUntil when it ends
     */
    public record StepCode(long step, String codeSealed, Instant validFrom, Instant validUntil) {}

    /** Gives a waiting request its step's code; empty when it waits no more. */
    public Optional<CodeRequest> deliver(String requestId, StepCode code, WokenBy wokenBy) {
        return transactions.run(connection -> {
            List<CodeRequest> delivered = CodeRequests.select(connection, """
                    UPDATE code_requests r SET status = 'delivered', woken_by = ?, delivered_at = clock_timestamp(),
                        source = 'authenticator', delivered_type = 'totp', totp_step = ?, code_sealed = ?,
                        valid_from = ?, valid_until = ?, ask_again_at = NULL
                    WHERE r.code_request_id = ? AND r.status = 'waiting' AND r.expires_at > clock_timestamp()
                    RETURNING\s""" + RequestRow.COLUMNS, statement -> {
                statement.setString(1, wokenBy.wireName());
                statement.setLong(2, code.step());
                statement.setString(3, code.codeSealed());
                statement.setObject(4, ReceivedCodes.utc(code.validFrom()));
                statement.setObject(5, ReceivedCodes.utc(code.validUntil()));
                statement.setString(6, requestId);
            });
            announcements.tell(connection, delivered, Change.DELIVERED);
            return delivered.stream().findFirst();
        });
    }

    /** Whether the request still has use for a step. */
    public boolean isWaiting(String requestId) {
        return transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT 1 FROM code_requests WHERE code_request_id = ? AND status = 'waiting'")) {
                select.setString(1, requestId);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next();
                }
            }
        });
    }

    /** Notes when the next step can be asked for, so that any replica can. */
    public void askAgain(String requestId, Instant at) {
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE code_requests SET ask_again_at = ? WHERE code_request_id = ? AND status = 'waiting'")) {
                update.setObject(1, ReceivedCodes.utc(at));
                update.setString(2, requestId);
                return update.executeUpdate();
            }
        });
    }

    /** The newest step the site refused from this run; a later one must follow. */
    public OptionalLong newestRejected(String organizationId, String runKey, String credentialId) {
        return transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT max(totp_step) FROM code_requests
                    WHERE organization_id = ? AND run_key = ? AND credential_id = ? AND status = 'rejected'""")) {
                select.setString(1, organizationId);
                select.setString(2, runKey);
                select.setString(3, credentialId);
                try (ResultSet rows = select.executeQuery()) {
                    Long newest = rows.next() ? rows.getObject(1, Long.class) : null;
                    return newest == null ? OptionalLong.empty() : OptionalLong.of(newest);
                }
            }
        });
    }
}
