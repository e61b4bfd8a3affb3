package dev.postern.resolver.claim;

import dev.postern.events.CodeRequestChanged.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
                        valid_from = ?, valid_until = ?, ask_again_at = NULL,
                        credential_state = NULL
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
        return transactions.single(connection -> {
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
        note(requestId, at, null);
    }

    /** The same when credential-service could not be asked. */
    public void askAgainUnreachable(String requestId, Instant at) {
        note(requestId, at, CredentialState.UNREACHABLE);
    }

    /** The credential gives no code to this request: nobody need ask again. */
    public void askNoMore(String requestId, @Nullable CredentialState why) {
        note(requestId, null, why);
    }

    private void note(String requestId, @Nullable Instant at, @Nullable CredentialState state) {
        transactions.single(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE code_requests"
                    + " SET ask_again_at = ?, credential_state = ? WHERE code_request_id = ? AND status = 'waiting'")) {
                update.setObject(1, ReceivedCodes.utc(at), Types.TIMESTAMP_WITH_TIMEZONE);
                update.setString(2, state == null ? null : state.wireName());
                update.setString(3, requestId);
                return update.executeUpdate();
            }
        });
    }

    /**
     * The credential's codes arrive at this identifier, and the request named none: it waits there from now on, and has a code
     * that is there already.
     *
     * @param identifierSealed sealed for the request
     * @return the request as it then stands; empty when it waits no more, or knew where its codes arrive
     */
    public Optional<CodeRequest> waitAt(
            String requestId, String matchKey, String identifierSealed, String identifierMasked, WokenBy wokenBy) {
        return transactions.run(connection -> {
            Transactions.lock(connection, matchKey);
            Optional<CodeRequest> moved = CodeRequests.select(connection, """
                            UPDATE code_requests r SET match_key = ?, identifier_sealed = ?, identifier_masked = ?,
                                ask_again_at = NULL, credential_state = NULL, reads_messages = r.otp_type IS NOT NULL
                            WHERE r.code_request_id = ? AND r.status = 'waiting' AND r.match_key IS NULL
                            RETURNING\s""" + RequestRow.COLUMNS, statement -> {
                        statement.setString(1, matchKey);
                        statement.setString(2, identifierSealed);
                        statement.setString(3, identifierMasked);
                        statement.setString(4, requestId);
                    })
                    .stream()
                    .findFirst();
            if (moved.isEmpty()) {
                return moved;
            }
            Optional<CodeRequest> delivered = CodeRequests.findCode(connection, requestId, wokenBy);
            announcements.tell(connection, delivered.stream().toList(), Change.DELIVERED);
            return delivered.or(() -> moved);
        });
    }

    /** The newest step the site refused from this run; a later one must follow. */
    public OptionalLong newestRejected(String organizationId, String runKey, String credentialId) {
        return transactions.single(connection -> {
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
