package dev.postern.resolver.hint;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.resolver.hint.Hint.Kind;
import dev.postern.resolver.state.CodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Finds posts that a channel of the identifier refused since the request wants codes. A refused post is not read, so it is not known
 * whom it was for: a channel counts that has this fixed identifier, that brought a message for it before, or that never brought
 * any message, as one whose secret was entered wrongly.
 */
@ApplicationScoped
class RefusedPosts {
    private static final Sql REFUSED = Sql.of("""
            SELECT p.channel_id, p.reason, max(p.posted_at) AS posted_at
            FROM channel_posts p JOIN code_requests r ON r.organization_id = p.organization_id
            WHERE r.organization_id = :organization AND r.code_request_id = :request
              AND p.verdict = 'refused' AND p.reason IS NOT NULL AND p.posted_at >= r.received_after
              AND (p.match_key = r.match_key
                   OR (p.match_key IS NULL AND (
                       EXISTS (SELECT FROM channel_posts o
                               WHERE o.match_key = r.match_key AND o.channel_id = p.channel_id)
                       OR EXISTS (SELECT FROM codes c
                                  WHERE c.match_key = r.match_key AND c.channel_id = p.channel_id)
                       OR NOT EXISTS (SELECT FROM channel_states s
                                      WHERE s.channel_id = p.channel_id AND s.last_message_at IS NOT NULL))))
            GROUP BY p.channel_id, p.reason
            ORDER BY max(p.posted_at) DESC LIMIT 5""");

    private final Transactions transactions;

    RefusedPosts(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The hints about those of each channel, one for each reason. */
    List<Hint> hints(CodeRequest request) {
        return transactions.query(
                REFUSED,
                parameters ->
                        parameters.set("organization", request.organizationId()).set("request", request.id()),
                RefusedPosts::read);
    }

    private static Hint read(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return new Hint(
                Kind.POST_REFUSED,
                null,
                "A channel refused a post, which may have been for this identifier: " + reason,
                null,
                null,
                null,
                row.getObject("posted_at", OffsetDateTime.class).toInstant(),
                row.getString("channel_id"),
                reason);
    }
}
