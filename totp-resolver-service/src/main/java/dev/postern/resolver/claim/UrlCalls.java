package dev.postern.resolver.claim;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The calls to users' servers that waiting requests need, and how those servers answered. */
@ApplicationScoped
public class UrlCalls {
    private final Transactions transactions;
    private final Replica replica;

    UrlCalls(Transactions transactions, Replica replica) {
        this.transactions = transactions;
        this.replica = replica;
    }

    /** A request that was stored just now is to be called for, by this replica. */
    void add(Connection connection, NewCodeRequest request) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO totp_url_calls (code_request_id, url_sealed, leased_by) VALUES (?, ?, ?)")) {
            insert.setString(1, request.id());
            insert.setString(2, request.urlSealed());
            insert.setString(3, replica.id());
            insert.executeUpdate();
        }
    }

    /** The request's call, if it still waits and this replica is the one to make it. */
    public Optional<UrlCall> own(String requestId) {
        return transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT r.code_request_id, r.organization_id, r.task_id, r.workflow_id, r.workflow_run_id,
                        r.workflow_permanent_id, r.otp_type, r.match_key, u.url_sealed
                    FROM totp_url_calls u JOIN code_requests r ON r.code_request_id = u.code_request_id
                    WHERE u.code_request_id = ? AND u.leased_by = ?
                      AND r.status = 'waiting' AND r.expires_at > clock_timestamp()""")) {
                select.setString(1, requestId);
                select.setString(2, replica.id());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(read(rows)) : Optional.empty();
                }
            }
        });
    }

    /** Notes how the request's server answered, if the request still waits. */
    public void note(String requestId, UrlResponse response) {
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE code_requests r SET "
                    + UrlResponses.APPEND + " WHERE r.code_request_id = ? AND r.status = 'waiting'")) {
                update.setString(1, UrlResponses.write(response));
                update.setString(2, requestId);
                return update.executeUpdate();
            }
        });
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
