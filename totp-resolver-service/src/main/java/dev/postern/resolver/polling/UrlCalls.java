package dev.postern.resolver.polling;

import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.resolver.calling.UrlCall;
import dev.postern.resolver.claim.Replica;
import dev.postern.resolver.rule.ClaimRules;
import dev.postern.resolver.state.NewCodeRequest;
import dev.postern.resolver.state.UrlResponse;
import dev.postern.resolver.state.UrlResponses;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The calls to users' servers that waiting requests need, and how those servers answered. */
@ApplicationScoped
class UrlCalls {
    /** Adds {@code :response} to the responses of {@code r}; the newest are kept. */
    static final String APPEND_RESPONSE = """
            webhook_responses = (
                SELECT jsonb_agg(newest.response ORDER BY newest.place)
                FROM (SELECT every.response, every.place
                      FROM jsonb_array_elements(coalesce(r.webhook_responses, '[]'::jsonb) || :response::jsonb)
                          WITH ORDINALITY AS every (response, place)
                      ORDER BY every.place DESC LIMIT 10) newest)""";

    private static final Sql ADD = Sql.of("""
            INSERT INTO totp_url_calls (code_request_id, url_sealed, leased_by)
            VALUES (:request, :url_sealed, :replica)""");
    private static final Sql OWN = Sql.of("""
            SELECT r.code_request_id, r.organization_id, r.task_id, r.workflow_id, r.workflow_run_id,
                r.workflow_permanent_id, r.otp_type, r.match_key, u.url_sealed
            FROM totp_url_calls u JOIN code_requests r ON r.code_request_id = u.code_request_id
            WHERE u.code_request_id = :request AND u.leased_by = :replica
              AND r.status = 'waiting' AND r.expires_at > clock_timestamp()""");
    private static final Sql CALLER_AWAY = Sql.of("""
            SELECT 1 FROM code_requests r WHERE r.code_request_id = :request AND r.status = 'waiting'
              AND r.expires_at > clock_timestamp() AND NOT\s""" + ClaimRules.THERE);
    private static final Sql NOTE = Sql.of("UPDATE code_requests r SET " + APPEND_RESPONSE
            + " WHERE r.code_request_id = :request AND r.status = 'waiting'");

    private final Transactions transactions;
    private final Replica replica;

    UrlCalls(Transactions transactions, Replica replica) {
        this.transactions = transactions;
        this.replica = replica;
    }

    /** Notes that this replica is to call for a request that was just stored. */
    void add(Connection connection, NewCodeRequest request) throws SQLException {
        ADD.update(
                connection,
                parameters -> parameters
                        .set("request", request.id())
                        .set("url_sealed", request.urlSealed())
                        .set("replica", replica.id()));
    }

    /** The request's call, if it still waits and this replica is the one to make it. */
    public Optional<UrlCall> own(String requestId) {
        return transactions.first(
                OWN, parameters -> parameters.set("request", requestId).set("replica", replica.id()), UrlCalls::read);
    }

    /** Whether the request waits and its caller is not there: it gets no code until the caller is back. */
    public boolean callerIsAway(String requestId) {
        return transactions
                .first(CALLER_AWAY, parameters -> parameters.set("request", requestId), _ -> true)
                .isPresent();
    }

    /** Notes how the request's server answered, if the request still waits. */
    public void note(String requestId, UrlResponse response) {
        transactions.update(
                NOTE,
                parameters ->
                        parameters.set("response", UrlResponses.write(response)).set("request", requestId));
    }

    private static UrlCall read(ResultSet row) throws SQLException {
        String wanted = row.getString("otp_type");
        return new UrlCall(
                row.getString("code_request_id"),
                row.getString("organization_id"),
                new RunScope(row.getString("task_id"), row.getString("workflow_id"), row.getString("workflow_run_id")),
                row.getString("workflow_permanent_id"),
                wanted == null ? null : OtpType.ofWireName(wanted),
                row.getString("match_key"),
                row.getString("url_sealed"));
    }
}
