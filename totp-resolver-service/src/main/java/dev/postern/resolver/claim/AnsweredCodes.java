package dev.postern.resolver.claim;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.CodeRequestChanged.Change;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.resolver.lock.MatchKeyLock;
import dev.postern.resolver.rule.ClaimRules;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Doubt;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Delivers codes that a request's own {@code totp_url} answered with. */
@ApplicationScoped
public class AnsweredCodes {
    private static final Sql LOCK_WAITING = Sql.of("""
            SELECT 1 FROM code_requests r
            WHERE r.code_request_id = :request AND r.status = 'waiting' AND r.expires_at > clock_timestamp()
              AND\s""" + ClaimRules.THERE + " FOR UPDATE");
    private static final Sql DELIVER = Sql.of("""
            UPDATE code_requests r SET status = 'delivered', woken_by = 'answer', delivered_at = clock_timestamp(),
                source = 'totp_url', delivered_type = :type, code_sealed = :code_sealed,
                code_received_at = clock_timestamp(), valid_until = :valid_until, rule = :rule,
                confidence = :confidence, doubt = :doubt, ask_again_at = NULL, unread = NOT %s
            WHERE r.code_request_id = :request
            RETURNING %s""".formatted(ClaimRules.CONNECTED, RequestRow.COLUMNS));

    private final Transactions transactions;
    private final Announcements announcements;

    AnsweredCodes(Transactions transactions, Announcements announcements) {
        this.transactions = transactions;
        this.announcements = announcements;
    }

    /**
     * A code that a server answered.
     *
     * @param type a code or a link
     * @param codeSealed sealed for the request
     * @param evidence why a text was taken for a code; null when the answer was the code
     */
    public record AnsweredCode(
            OtpType type, String codeSealed, @Nullable Evidence evidence) {}

    /**
     * A code that the request may have.
     *
     * @param validUntil until when it can be used
     * @param doubt why it may be of no use; null for no doubt
     */
    public record Claimed(Instant validUntil, @Nullable Doubt doubt) {}

    /** Decides for the code's source whether the request may have it. */
    public interface Claim {
        /** The code as the request may have it; empty when it may not. */
        Optional<Claimed> claim(Connection connection) throws SQLException;
    }

    /**
     * Gives a request a code, if it still waits, its caller is there and the source lets it have the code. One transaction decides both.
     *
     * @param matchKey where the request meets received codes, one of which may reach it; null when it waits for none
     * @return the request; empty when it did not get the code
     */
    public Optional<CodeRequest> deliver(String requestId, @Nullable String matchKey, AnsweredCode code, Claim claim) {
        return transactions.run(connection -> {
            if (matchKey != null) {
                MatchKeyLock.takeOf(connection, requestId, matchKey);
            }
            if (!LOCK_WAITING.exists(connection, parameters -> parameters.set("request", requestId))) {
                return Optional.<CodeRequest>empty();
            }
            Optional<Claimed> claimed = claim.claim(connection);
            if (claimed.isEmpty()) {
                return Optional.<CodeRequest>empty();
            }
            List<CodeRequest> delivered = deliver(connection, requestId, code, claimed.get());
            announcements.tell(connection, delivered, Change.DELIVERED);
            return delivered.stream().findFirst();
        });
    }

    private static List<CodeRequest> deliver(
            Connection connection, String requestId, AnsweredCode code, Claimed claimed) throws SQLException {
        Evidence evidence = code.evidence();
        return DELIVER.query(
                connection,
                parameters -> parameters
                        .set("request", requestId)
                        .set("type", code.type().wireName())
                        .set("code_sealed", code.codeSealed())
                        .set("valid_until", claimed.validUntil())
                        .set(
                                "doubt",
                                claimed.doubt() == null ? null : claimed.doubt().wireName())
                        .set("rule", evidence == null ? null : evidence.rule())
                        .set("confidence", evidence == null ? null : evidence.confidence()),
                RequestRow::read);
    }
}
