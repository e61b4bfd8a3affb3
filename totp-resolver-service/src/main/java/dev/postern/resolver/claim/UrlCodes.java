package dev.postern.resolver.claim;

import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
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
    /** Parameters: request, key, seconds a code is valid, three times, those of the delivery. */
    private static final String DELIVER = """
            WITH asking AS (
                SELECT r.code_request_id, r.run_key FROM code_requests r
                WHERE r.code_request_id = ? AND r.status = 'waiting' AND r.expires_at > clock_timestamp()
                FOR UPDATE
            ), fresh AS (
                SELECT ?::text AS code_key, clock_timestamp() AS at, ? * interval '1 second' AS lifespan
            ), claimed AS (
                INSERT INTO totp_url_codes AS c (code_key, claimed_run, claimed_at)
                SELECT f.code_key, a.run_key, f.at FROM asking a, fresh f
                ON CONFLICT (code_key) DO UPDATE SET
                    claimed_run = excluded.claimed_run,
                    outcome = NULL,
                    claimed_at = CASE WHEN c.claimed_at > excluded.claimed_at - ? * interval '1 second'
                        THEN c.claimed_at ELSE excluded.claimed_at END
                WHERE (c.claimed_run = excluded.claimed_run AND c.outcome IS NULL)
                   OR c.claimed_at <= excluded.claimed_at - CASE WHEN c.outcome = 'rejected'
                        THEN interval '24 hours' ELSE ? * interval '1 second' END
                RETURNING c.claimed_at
            )
            UPDATE code_requests r SET status = 'delivered', woken_by = 'answer', delivered_at = clock_timestamp(),
                source = 'totp_url', delivered_type = ?, code_sealed = ?, code_received_at = clock_timestamp(),
                valid_until = claimed.claimed_at + f.lifespan, rule = ?, confidence = ?, url_code_key = f.code_key,
                ask_again_at = NULL,\s""" + UrlResponses.APPEND + """

            FROM asking a, fresh f, claimed
            WHERE r.code_request_id = a.code_request_id
            RETURNING\s""" + RequestRow.COLUMNS;

    private static final String OF_REQUEST = "r.code_request_id = ? AND c.code_key = r.url_code_key"
            + " AND c.claimed_run = r.run_key AND c.outcome IS NULL";

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
                Transactions.lock(connection, call.matchKey());
            }
            List<CodeRequest> delivered = CodeRequests.select(connection, DELIVER, statement -> {
                int at = 0;
                statement.setString(++at, call.requestId());
                statement.setString(++at, code.key());
                statement.setLong(++at, lifespanSeconds);
                statement.setLong(++at, lifespanSeconds);
                statement.setLong(++at, lifespanSeconds);
                statement.setString(++at, code.type().wireName());
                statement.setString(++at, code.codeSealed());
                Evidence evidence = code.evidence();
                statement.setString(++at, evidence == null ? null : evidence.rule());
                statement.setObject(++at, evidence == null ? null : evidence.confidence(), Types.DOUBLE);
                statement.setString(++at, UrlResponses.write(code.response()));
            });
            announcements.tell(connection, delivered, Change.DELIVERED);
            return delivered.stream().findFirst();
        });
    }

    /** Forgets what no longer keeps a code from anybody. */
    public void forgetOld() {
        transactions.run(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM totp_url_codes WHERE claimed_at"
                    + " < clock_timestamp() - greatest(interval '24 hours', ? * interval '1 second')")) {
                delete.setLong(1, lifespanSeconds);
                return delete.executeUpdate();
            }
        });
    }

    /** The site took or refused the code that the request was given, also when another request of its run had given it back. */
    static void setOutcome(Connection connection, CodeRequest request, String outcome) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                INSERT INTO totp_url_codes AS c (code_key, claimed_run, claimed_at, outcome)
                SELECT r.url_code_key, r.run_key, clock_timestamp(), ?::text FROM code_requests r
                WHERE r.code_request_id = ? AND r.url_code_key IS NOT NULL
                ON CONFLICT (code_key) DO UPDATE SET outcome = excluded.outcome
                WHERE c.claimed_run = excluded.claimed_run AND c.outcome IS NULL""")) {
            update.setString(1, outcome);
            update.setString(2, request.id());
            update.executeUpdate();
        }
    }

    /** The code that the request was given was not used: when its server says it again, any run may have it. */
    static void release(Connection connection, CodeRequest request) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM totp_url_codes c USING code_requests r WHERE " + OF_REQUEST)) {
            delete.setString(1, request.id());
            delete.executeUpdate();
        }
    }
}
