package dev.postern.resolver.claim;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.UrlResponse;
import dev.postern.resolver.state.UrlResponses;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Codes that users' servers answered, on their way into requests. One code of one server goes to one run: a server that still
 * answers with a code that another run was given has nothing new.
 */
@ApplicationScoped
public class UrlCodes {
    private static final Sql DELIVER = Sql.of("""
            WITH asking AS (
                SELECT r.code_request_id, r.run_key FROM code_requests r
                WHERE r.code_request_id = :request AND r.status = 'waiting' AND r.expires_at > clock_timestamp()
                FOR UPDATE
            ), fresh AS (
                SELECT :code_key::text AS code_key, clock_timestamp() AS at, :lifespan * interval '1 second' AS lifespan
            ), claimed AS (
                INSERT INTO totp_url_codes AS c (code_key, claimed_run, claimed_at)
                SELECT f.code_key, a.run_key, f.at FROM asking a, fresh f
                ON CONFLICT (code_key) DO UPDATE SET
                    claimed_run = excluded.claimed_run,
                    outcome = NULL,
                    claimed_at = CASE WHEN c.claimed_at > excluded.claimed_at - :lifespan * interval '1 second'
                        THEN c.claimed_at ELSE excluded.claimed_at END
                WHERE (c.claimed_run = excluded.claimed_run AND c.outcome IS NULL)
                   OR c.claimed_at <= excluded.claimed_at - CASE WHEN c.outcome = 'rejected'
                        THEN interval '24 hours' ELSE :lifespan * interval '1 second' END
                RETURNING c.claimed_at
            )
            UPDATE code_requests r SET status = 'delivered', woken_by = 'answer', delivered_at = clock_timestamp(),
                source = 'totp_url', delivered_type = :type, code_sealed = :code_sealed,
                code_received_at = clock_timestamp(), valid_until = claimed.claimed_at + f.lifespan, rule = :rule,
                confidence = :confidence, url_code_key = f.code_key, ask_again_at = NULL,\s""" + UrlCalls.APPEND_RESPONSE + """

            FROM asking a, fresh f, claimed
            WHERE r.code_request_id = a.code_request_id
            RETURNING\s""" + RequestRow.COLUMNS);

    private static final Sql FORGET_OLD = Sql.of("""
            DELETE FROM totp_url_codes WHERE claimed_at
                < clock_timestamp() - greatest(interval '24 hours', :lifespan * interval '1 second')""");
    private static final Sql SET_OUTCOME = Sql.of("""
            INSERT INTO totp_url_codes AS c (code_key, claimed_run, claimed_at, outcome)
            SELECT r.url_code_key, r.run_key, clock_timestamp(), :outcome::text FROM code_requests r
            WHERE r.code_request_id = :request AND r.url_code_key IS NOT NULL
            ON CONFLICT (code_key) DO UPDATE SET outcome = excluded.outcome
            WHERE c.claimed_run = excluded.claimed_run AND c.outcome IS NULL""");
    private static final Sql RELEASE = Sql.of("""
            DELETE FROM totp_url_codes c USING code_requests r
            WHERE r.code_request_id = :request AND c.code_key = r.url_code_key AND c.claimed_run = r.run_key
              AND c.outcome IS NULL""");

    private final Transactions transactions;
    private final Announcements announcements;
    private final long lifespanSeconds;

    UrlCodes(
            Transactions transactions,
            Announcements announcements,
            @ConfigProperty(name = "totp.lifespan.minutes", defaultValue = "10") int lifespanMinutes) {
        this.transactions = transactions;
        this.announcements = announcements;
        this.lifespanSeconds = Duration.ofMinutes(lifespanMinutes).toSeconds();
    }

    /**
     * A code that a server answered.
     *
     * @param key the same for the same code of the same server of the same organisation
     * @param type what it is
     * @param codeSealed sealed for the request
     * @param evidence why a text was taken for a code; null when the answer was the code
     * @param response how the server answered
     */
    public record UrlCode(
            String key,
            OtpType type,
            String codeSealed,
            @Nullable Evidence evidence,
            UrlResponse response) {}

    /** Gives the code to its request; empty when that waits no more, or when the code is another run's or was refused. */
    public Optional<CodeRequest> deliver(UrlCall call, UrlCode code) {
        return transactions.run(connection -> {
            if (call.matchKey() != null) {
                // A received code may be on its way into the same request.
                MatchKeyLock.take(connection, call.matchKey());
            }
            Evidence evidence = code.evidence();
            List<CodeRequest> delivered = DELIVER.query(
                    connection,
                    parameters -> parameters
                            .set("request", call.requestId())
                            .set("code_key", code.key())
                            .set("lifespan", lifespanSeconds)
                            .set("type", code.type().wireName())
                            .set("code_sealed", code.codeSealed())
                            .set("rule", evidence == null ? null : evidence.rule())
                            .set("confidence", evidence == null ? null : evidence.confidence())
                            .set("response", UrlResponses.write(code.response())),
                    RequestRow::read);
            announcements.tell(connection, delivered, Change.DELIVERED);
            return delivered.stream().findFirst();
        });
    }

    /** Forgets what no longer keeps a code from anybody. */
    public void forgetOld() {
        transactions.update(FORGET_OLD, parameters -> parameters.set("lifespan", lifespanSeconds));
    }

    /** The site took or refused the code that the request was given, also when another request of its run had given it back. */
    static void setOutcome(Connection connection, CodeRequest request, String outcome) throws SQLException {
        SET_OUTCOME.update(
                connection, parameters -> parameters.set("outcome", outcome).set("request", request.id()));
    }

    /** The code that the request was given was not used: when its server says it again, any run may have it. */
    static void release(Connection connection, CodeRequest request) throws SQLException {
        RELEASE.update(connection, parameters -> parameters.set("request", request.id()));
    }
}
