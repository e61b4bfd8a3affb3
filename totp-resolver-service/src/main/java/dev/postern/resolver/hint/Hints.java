package dev.postern.resolver.hint;

import dev.postern.database.Sql;
import dev.postern.database.StoreUnavailable;
import dev.postern.database.Transactions;
import dev.postern.events.WireNamed;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.resolver.hint.Hint.Kind;
import dev.postern.resolver.hint.Hint.Reason;
import dev.postern.resolver.rule.ClaimRules;
import dev.postern.resolver.state.CodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up the hints of a request. Nothing of another organisation is read. */
@ApplicationScoped
public class Hints {
    private static final Sql WITHOUT_CODE = Sql.of("""
            SELECT m.totp_code_id, m.identifier_masked, m.sender_masked, m.received_at, NULL AS reason
            FROM messages m JOIN code_requests r ON r.match_key = m.match_key
            WHERE r.organization_id = :organization AND r.code_request_id = :request
              AND m.organization_id = r.organization_id AND m.state = 'open' AND m.received_at >= r.received_after
            ORDER BY m.received_at DESC LIMIT 5""");
    private static final Sql NOT_GIVEN = Sql.of("""
            SELECT n.* FROM (
                SELECT c.totp_code_id, c.identifier_masked, c.sender_masked, c.received_at, %s AS reason
                FROM codes c JOIN code_requests r ON r.match_key = c.match_key
                WHERE r.organization_id = :organization AND r.code_request_id = :request
                  AND c.organization_id = r.organization_id AND c.valid_until > clock_timestamp()
                  AND c.repeat_of IS NULL
                ORDER BY c.received_at DESC LIMIT 20) n
            WHERE n.reason IS NOT NULL ORDER BY n.received_at DESC LIMIT 5""".formatted(ClaimRules.NOT_GIVEN_BECAUSE));
    private static final Sql ANYTHING = Sql.of("""
            SELECT 1 WHERE EXISTS (SELECT FROM codes c
                                   WHERE c.organization_id = :organization AND c.received_at >= :since)
                        OR EXISTS (SELECT FROM messages m
                                   WHERE m.organization_id = :organization AND m.received_at >= :since)""");

    private final Transactions transactions;
    private final NamedElsewhere namedElsewhere;
    private final RefusedPosts refusedPosts;

    Hints(Transactions transactions, NamedElsewhere namedElsewhere, RefusedPosts refusedPosts) {
        this.transactions = transactions;
        this.namedElsewhere = namedElsewhere;
        this.refusedPosts = refusedPosts;
    }

    /**
     * What the request knows while it waits, for a caller that may read codes.
     *
     * @return null for a request that no longer waits, for any other caller, and while the database is away
     */
    public @Nullable List<Hint> of(CodeRequest request, Caller caller) {
        boolean may = caller.scopes().contains(Scope.CODES_READ)
                && caller.organizationId().equals(request.organizationId());
        if (!may || request.isFinal()) {
            return null;
        }
        try {
            return find(request);
        } catch (StoreUnavailable e) {
            // The answer is worth more than its hints.
            return null;
        }
    }

    private List<Hint> find(CodeRequest request) {
        List<Hint> hints = new ArrayList<>();
        Sql.Binding ofRequest = parameters ->
                parameters.set("organization", request.organizationId()).set("request", request.id());
        if (request.asked().matchKey() != null) {
            hints.addAll(transactions.query(WITHOUT_CODE, ofRequest, Hints::read));
            hints.addAll(transactions.query(NOT_GIVEN, ofRequest, Hints::read));
            hints.addAll(namedElsewhere.hints(request));
            hints.addAll(refusedPosts.hints(request));
        }
        if (hints.isEmpty() && !anythingCame(request)) {
            hints.add(new Hint(
                    Kind.NOTHING_CAME,
                    null,
                    "Nothing came to any of your channels since this request waits",
                    null,
                    null,
                    null,
                    null));
        }
        return List.copyOf(hints);
    }

    private boolean anythingCame(CodeRequest request) {
        return transactions
                .first(
                        ANYTHING,
                        parameters -> parameters
                                .set("organization", request.organizationId())
                                .set("since", request.asked().createdAt()),
                        _ -> true)
                .isPresent();
    }

    private static Hint read(ResultSet row) throws SQLException {
        String name = row.getString("reason");
        Reason reason = name == null ? null : WireNamed.of(Reason.class, name);
        return new Hint(
                reason == null ? Kind.MESSAGE_WITHOUT_CODE : Kind.CODE_NOT_GIVEN,
                reason,
                reason == null
                        ? "A message came for this identifier, and no code was found in it"
                        : "A code came and was not given: " + reason.words(),
                row.getString("totp_code_id"),
                row.getString("identifier_masked"),
                row.getString("sender_masked"),
                time(row));
    }

    private static Instant time(ResultSet row) throws SQLException {
        return row.getObject("received_at", OffsetDateTime.class).toInstant();
    }
}
