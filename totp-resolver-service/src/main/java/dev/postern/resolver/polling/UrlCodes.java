package dev.postern.resolver.polling;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.resolver.calling.UrlCall;
import dev.postern.resolver.claim.AnsweredCodes;
import dev.postern.resolver.claim.AnsweredCodes.AnsweredCode;
import dev.postern.resolver.claim.AnsweredCodes.Claimed;
import dev.postern.resolver.lock.MatchKeyLock;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Doubt;
import dev.postern.resolver.state.Lifespan;
import dev.postern.resolver.state.UrlResponse;
import dev.postern.resolver.state.UrlResponses;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Delivers codes that users' servers answered with. Each code of a server goes to one run: a server that still answers
 * with another run's code has nothing new.
 */
@ApplicationScoped
class UrlCodes {
    // A run that asks again hesitates over the code that it had a while ago, as over a received one.
    private static final Sql CLAIM = Sql.of("""
            WITH claimed AS (
                INSERT INTO totp_url_codes AS c (code_key, claimed_run, claimed_at)
                SELECT :code_key, r.run_key, clock_timestamp() FROM code_requests r WHERE r.code_request_id = :request
                ON CONFLICT (code_key) DO UPDATE SET
                    claimed_run = excluded.claimed_run,
                    outcome = NULL,
                    claimed_at = CASE WHEN c.claimed_at > excluded.claimed_at - :lifespan * interval '1 second'
                        THEN c.claimed_at ELSE excluded.claimed_at END
                WHERE (c.claimed_run = excluded.claimed_run AND c.outcome IS NULL
                       AND (c.claimed_at >= excluded.claimed_at - interval '5 seconds'
                            OR EXISTS (SELECT FROM code_requests r WHERE r.code_request_id = :request
                                         AND r.hesitates_until <= clock_timestamp())))
                   OR c.claimed_at <= excluded.claimed_at - CASE WHEN c.outcome = 'rejected'
                        THEN interval '24 hours' ELSE :lifespan * interval '1 second' END
                RETURNING c.code_key, c.claimed_at
            ), noted AS (
                UPDATE code_requests r SET url_code_key = claimed.code_key,\s""" + UrlCalls.APPEND_RESPONSE + """

                FROM claimed WHERE r.code_request_id = :request
            )
            SELECT claimed.claimed_at + :lifespan * interval '1 second' AS valid_until,
                claimed.claimed_at < clock_timestamp() - interval '5 seconds' AS handed_out_before
            FROM claimed""");
    private static final Sql KNOWN = Sql.of("""
            SELECT code_key FROM totp_url_codes WHERE code_key = ANY (:code_keys) ORDER BY claimed_at DESC LIMIT 1""");
    private static final Sql FORGET_OLD = Sql.of("""
            DELETE FROM totp_url_codes WHERE claimed_at
                < clock_timestamp() - greatest(interval '24 hours', :lifespan * interval '1 second')""");

    private final Transactions transactions;
    private final AnsweredCodes answered;
    private final Lifespan lifespan;

    UrlCodes(Transactions transactions, AnsweredCodes answered, Lifespan lifespan) {
        this.transactions = transactions;
        this.answered = answered;
        this.lifespan = lifespan;
    }

    /**
     * A code that a server answered.
     *
     * @param keys identify the code by organisation, server and text; by each key of the index keyset, the primary one first
     * @param type a code or a link
     * @param codeSealed sealed for the request
     * @param evidence why a text was taken for a code; null when the answer was the code
     * @param response how the server answered
     */
    public record UrlCode(
            List<String> keys,
            OtpType type,
            String codeSealed,
            @Nullable Evidence evidence,
            UrlResponse response) {}

    /**
     * Gives the code to its request; empty when that no longer waits or its caller is not there, when the code is
     * another run's or was refused, and while the request hesitates over it.
     */
    public Optional<CodeRequest> deliver(UrlCall call, UrlCode code) {
        return answered.deliver(
                call.requestId(),
                call.matchKey(),
                new AnsweredCode(code.type(), code.codeSealed(), code.evidence()),
                connection -> claim(connection, call.requestId(), code));
    }

    private Optional<Claimed> claim(Connection connection, String requestId, UrlCode code) throws SQLException {
        String key = known(connection, code.keys());
        return CLAIM.first(
                connection,
                parameters -> parameters
                        .set("request", requestId)
                        .set("code_key", key)
                        .set("lifespan", lifespan.seconds())
                        .set("response", UrlResponses.write(code.response())),
                row -> new Claimed(
                        row.getObject("valid_until", OffsetDateTime.class).toInstant(),
                        row.getBoolean("handed_out_before") ? Doubt.HANDED_OUT_BEFORE : null));
    }

    /** The key under which the code was handed out, if another key of the index keyset was the primary one then. */
    private static String known(Connection connection, List<String> keys) throws SQLException {
        if (keys.size() == 1) {
            return keys.getFirst();
        }
        MatchKeyLock.takeAll(connection, keys);
        return KNOWN.first(connection, parameters -> parameters.set("code_keys", keys), row -> row.getString(1))
                .orElseGet(keys::getFirst);
    }

    /** Deletes rows that are too old to keep a code from a run. */
    public void forgetOld() {
        transactions.update(FORGET_OLD, parameters -> parameters.set("lifespan", lifespan.seconds()));
    }
}
