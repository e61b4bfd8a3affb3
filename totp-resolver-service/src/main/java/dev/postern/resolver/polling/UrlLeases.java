package dev.postern.resolver.polling;

import dev.postern.database.Sql;
import dev.postern.database.Sql.Binding;
import dev.postern.database.Transactions;
import dev.postern.resolver.claim.Replica;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which replica calls for which request. Each replica renews one row. If it fails to, the others consider it dead and
 * take its row and its calls in one transaction. A replica whose row is still there therefore still has all its calls.
 */
@ApplicationScoped
class UrlLeases {
    private static final String ALIVE_UNTIL = "clock_timestamp() + interval '6 seconds'";
    // Chosen at random. A match key's lock is unlikely to be equal; if it is, they only wait for each other.
    private static final long TAKING_OVER = 0x6A1F_93C4_0D5B_E872L;

    private static final Sql BEGIN = Sql.of("""
            INSERT INTO totp_url_callers (replica, alive_until) VALUES (:replica, %1$s)
            ON CONFLICT (replica) DO UPDATE SET alive_until = %1$s""".formatted(ALIVE_UNTIL));
    private static final Sql RENEW =
            Sql.of("UPDATE totp_url_callers SET alive_until = " + ALIVE_UNTIL + " WHERE replica = :replica");
    private static final Sql END = Sql.of("DELETE FROM totp_url_callers WHERE replica = :replica");
    private static final Sql IS_FIRST = Sql.of("SELECT pg_try_advisory_xact_lock(:lock)");
    private static final Sql DELETE_DEAD = Sql.of("DELETE FROM totp_url_callers WHERE alive_until < clock_timestamp()");
    private static final Sql TAKE_CALLS = Sql.of("""
            UPDATE totp_url_calls u SET leased_by = :replica
            WHERE NOT EXISTS (SELECT 1 FROM totp_url_callers c WHERE c.replica = u.leased_by)""");
    private static final Sql FORGET_ENDED = Sql.of("""
            DELETE FROM totp_url_calls u USING code_requests r
            WHERE u.leased_by = :replica AND r.code_request_id = u.code_request_id
              AND (r.status <> 'waiting' OR r.expires_at <= clock_timestamp())""");
    private static final Sql OWN = Sql.of("""
            SELECT u.code_request_id, r.organization_id
            FROM totp_url_calls u JOIN code_requests r ON r.code_request_id = u.code_request_id
            WHERE u.leased_by = :replica""");

    private final Transactions transactions;
    private final Binding ofReplica;

    UrlLeases(Transactions transactions, Replica replica) {
        this.transactions = transactions;
        this.ofReplica = parameters -> parameters.set("replica", replica.id());
    }

    /** Lets this replica call from now on, for six seconds unless it renews. */
    public void begin() {
        transactions.update(BEGIN, ofReplica);
    }

    /** Renews for six more seconds; false when others considered this replica dead and took its calls. */
    public boolean renew() {
        return transactions.update(RENEW, ofReplica) > 0;
    }

    /** Lets others take this replica's calls at once. */
    public void end() {
        transactions.update(END, ofReplica);
    }

    /**
     * Takes the calls of dead replicas and returns their number. One replica does so at a time; the others do not wait.
     */
    public int takeOver() {
        return transactions.run(connection -> {
            if (!isFirst(connection)) {
                return 0;
            }
            DELETE_DEAD.update(connection, Binding.NONE);
            return TAKE_CALLS.update(connection, ofReplica);
        });
    }

    /** The requests that this replica is to call for, and the organisation of each. Those that no longer wait are forgotten. */
    public Map<String, String> own() {
        return transactions.run(connection -> {
            FORGET_ENDED.update(connection, ofReplica);
            return OWN.query(connection, ofReplica, row -> Map.entry(row.getString(1), row.getString(2))).stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        });
    }

    private static boolean isFirst(Connection connection) throws SQLException {
        return IS_FIRST.first(connection, parameters -> parameters.set("lock", TAKING_OVER), row -> row.getBoolean(1))
                .orElseThrow();
    }
}
