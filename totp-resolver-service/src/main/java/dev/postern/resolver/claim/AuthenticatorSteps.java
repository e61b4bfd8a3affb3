package dev.postern.resolver.claim;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.events.OtherHashes;
import dev.postern.resolver.hesitation.Hesitations;
import dev.postern.resolver.lock.MatchKeyLock;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.CredentialState;
import dev.postern.resolver.state.WokenBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Delivers authenticator codes to requests. credential-service has decided which run a step belongs to. */
@ApplicationScoped
public class AuthenticatorSteps {
    private static final Sql DELIVER = Sql.of("""
            UPDATE code_requests r SET status = 'delivered', woken_by = :woken_by, delivered_at = clock_timestamp(),
                source = 'authenticator', delivered_type = 'totp', totp_step = :step, code_sealed = :code_sealed,
                valid_from = :valid_from, valid_until = :valid_until, ask_again_at = NULL, credential_state = NULL
            WHERE r.code_request_id = :request AND r.status = 'waiting' AND r.expires_at > clock_timestamp()
            RETURNING\s""" + RequestRow.COLUMNS);
    private static final Sql IS_WAITING =
            Sql.of("SELECT 1 FROM code_requests WHERE code_request_id = :request AND status = 'waiting'");
    private static final Sql NOTE = Sql.of("""
            UPDATE code_requests SET ask_again_at = :ask_again_at, credential_state = :state
            WHERE code_request_id = :request AND status = 'waiting'""");
    private static final Sql WAIT_AT = Sql.of("""
            UPDATE code_requests r SET match_key = :match_key, identifier_sealed = :identifier_sealed,
                identifier_masked = :identifier_masked, ask_again_at = NULL, credential_state = NULL,
                reads_messages = true
            WHERE r.code_request_id = :request AND r.status = 'waiting' AND r.match_key IS NULL
            RETURNING\s""" + RequestRow.COLUMNS);
    private static final Sql NEWEST_REJECTED = Sql.of("""
            SELECT max(totp_step) FROM code_requests
            WHERE organization_id = :organization AND run_key = :run AND credential_id = :credential
              AND status = 'rejected'""");

    private final Transactions transactions;
    private final Announcements announcements;
    private final Hesitations hesitations;

    AuthenticatorSteps(Transactions transactions, Announcements announcements, Hesitations hesitations) {
        this.transactions = transactions;
        this.announcements = announcements;
        this.hesitations = hesitations;
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

    /** Gives a waiting request its step's code; empty when it no longer waits. */
    public Optional<CodeRequest> deliver(String requestId, StepCode code, WokenBy wokenBy) {
        return transactions.run(connection -> {
            List<CodeRequest> delivered = DELIVER.query(
                    connection,
                    parameters -> parameters
                            .set("request", requestId)
                            .set("woken_by", wokenBy.wireName())
                            .set("step", code.step())
                            .set("code_sealed", code.codeSealed())
                            .set("valid_from", code.validFrom())
                            .set("valid_until", code.validUntil()),
                    RequestRow::read);
            announcements.tell(connection, delivered, Change.DELIVERED);
            return delivered.stream().findFirst();
        });
    }

    /** Whether the request still has use for a step. */
    public boolean isWaiting(String requestId) {
        return transactions
                .first(IS_WAITING, parameters -> parameters.set("request", requestId), _ -> true)
                .isPresent();
    }

    /** Notes when the next step can be asked for, so that any replica can ask. */
    public void askAgain(String requestId, Instant at) {
        note(requestId, at, null);
    }

    /** Notes when to ask again, after credential-service could not be reached. */
    public void askAgainUnreachable(String requestId, Instant at) {
        note(requestId, at, CredentialState.UNREACHABLE);
    }

    /** Notes that the credential gives this request no code and is not to be asked again. */
    public void askNoMore(String requestId, @Nullable CredentialState why) {
        note(requestId, null, why);
    }

    private void note(String requestId, @Nullable Instant at, @Nullable CredentialState state) {
        transactions.update(
                NOTE,
                parameters -> parameters
                        .set("ask_again_at", at)
                        .set("state", state == null ? null : state.wireName())
                        .set("request", requestId));
    }

    /**
     * Lets a request that named no identifier wait at the one where its credential's codes arrive. It gets a code that
     * is already there.
     *
     * @param hashes with the identifier's other match keys
     * @param identifierSealed sealed for the request
     * @return the request as it then stands; empty when it no longer waits, or already has an identifier
     */
    public Optional<CodeRequest> waitAt(
            String organizationId,
            String requestId,
            String matchKey,
            OtherHashes hashes,
            String identifierSealed,
            String identifierMasked,
            WokenBy wokenBy) {
        return transactions.run(connection -> {
            MatchKeyLock.take(connection, organizationId, matchKey, hashes);
            Optional<CodeRequest> moved = WAIT_AT.first(
                    connection,
                    parameters -> parameters
                            .set("request", requestId)
                            .set("match_key", matchKey)
                            .set("identifier_sealed", identifierSealed)
                            .set("identifier_masked", identifierMasked),
                    RequestRow::read);
            if (moved.isEmpty()) {
                return moved;
            }
            List<CodeRequest> found = CodeRequests.findCode(connection, requestId, matchKey, wokenBy);
            hesitations.begin(found);
            announcements.tell(connection, CodeRequests.delivered(found), Change.DELIVERED);
            return found.stream().findFirst().or(() -> moved);
        });
    }

    /** The newest step that the site refused from this run. The next one must be later. */
    public OptionalLong newestRejected(String organizationId, String runKey, String credentialId) {
        return transactions
                .first(
                        NEWEST_REJECTED,
                        parameters -> parameters
                                .set("organization", organizationId)
                                .set("run", runKey)
                                .set("credential", credentialId),
                        row -> {
                            long newest = row.getLong(1);
                            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(newest);
                        })
                .orElseGet(OptionalLong::empty);
    }
}
