package dev.postern.resolver.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * Which replica calls for which request. Each replica renews one row; who fails to is taken for dead by the others, which
 * take its row and its calls in one transaction. So a replica whose row is still there has all that it had.
 */
@ApplicationScoped
public class UrlLeases {
    private static final String ALIVE_UNTIL = "clock_timestamp() + interval '6 seconds'";
    // Chosen at random; no match key's lock is likely to be this one, and if it were they would only wait.
    private static final long TAKING_OVER = 0x6A1F_93C4_0D5B_E872L;

    private final Transactions transactions;
    private final Replica replica;

    UrlLeases(Transactions transactions, Replica replica) {
        this.transactions = transactions;
        this.replica = replica;
    }

    /** This replica calls from now on, for six seconds unless it renews. */
    public void begin() {
        transactions.run(connection -> update(connection, """
                INSERT INTO totp_url_callers (replica, alive_until) VALUES (?, %1$s)
                ON CONFLICT (replica) DO UPDATE SET alive_until = %1$s""".formatted(ALIVE_UNTIL)));
    }

    /** For six more seconds; false when others have taken this replica for dead, and its calls with it. */
    public boolean renew() {
        return transactions.run(connection ->
                update(connection, "UPDATE totp_url_callers SET alive_until = " + ALIVE_UNTIL + " WHERE replica = ?")
                        > 0);
    }

    /** Others may take this replica's calls at once. */
    public void end() {
        transactions.run(connection -> update(connection, "DELETE FROM totp_url_callers WHERE replica = ?"));
    }

    /** Takes the calls of those who are dead; how many. One replica at a time does so, the others need not wait. */
    public int takeOver() {
        return transactions.run(connection -> {
            if (!isFirst(connection)) {
                return 0;
            }
            try (Statement dead = connection.createStatement()) {
                dead.executeUpdate("DELETE FROM totp_url_callers WHERE alive_until < clock_timestamp()");
            }
            return update(connection, """
                    UPDATE totp_url_calls u SET leased_by = ?
                    WHERE NOT EXISTS (SELECT 1 FROM totp_url_callers c WHERE c.replica = u.leased_by)""");
        });
    }

    /** The requests that this replica is to call for; those that wait no more are forgotten. */
    public Set<String> own() {
        return transactions.run(connection -> {
            update(connection, """
                    DELETE FROM totp_url_calls u USING code_requests r
                    WHERE u.leased_by = ? AND r.code_request_id = u.code_request_id
                      AND (r.status <> 'waiting' OR r.expires_at <= clock_timestamp())""");
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT code_request_id FROM totp_url_calls WHERE leased_by = ?")) {
                select.setString(1, replica.id());
                Set<String> ids = new HashSet<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getString(1));
                    }
                }
                return ids;
            }
        });
    }

    private static boolean isFirst(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, TAKING_OVER);
            try (ResultSet rows = lock.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** Runs a statement whose one parameter is this replica. */
    private int update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, replica.id());
            return statement.executeUpdate();
        }
    }
}
