package dev.postern.resolver.polling;

import dev.postern.database.Sql;
import dev.postern.resolver.claim.OtherSource;
import dev.postern.resolver.claim.Outcomes.Outcome;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.NewCodeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/** Changes the rows of this package when a request with a {@code totp_url} changes. */
@ApplicationScoped
class UrlSource implements OtherSource {
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

    private final UrlCalls calls;

    UrlSource(UrlCalls calls) {
        this.calls = calls;
    }

    @Override
    public void created(Connection connection, NewCodeRequest request) throws SQLException {
        if (request.urlSealed() != null) {
            calls.add(connection, request);
        }
    }

    /** Notes it also when another request of the run gave the code back. */
    @Override
    public void outcome(Connection connection, CodeRequest.Delivered request, Outcome outcome) throws SQLException {
        SET_OUTCOME.update(
                connection,
                parameters -> parameters.set("outcome", outcome.wireName()).set("request", request.id()));
    }

    /** Frees the code: when the server says it again, any run may have it. */
    @Override
    public void released(Connection connection, CodeRequest.Delivered request) throws SQLException {
        RELEASE.update(connection, parameters -> parameters.set("request", request.id()));
    }
}
