package dev.postern.benchmarks.history;

import dev.postern.local.LocalPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The history that is not asked for: codes of the same organisation, a thousand to an address, each handed out to a run of its
 * own, of the last six days. Sealed under no key, but of the usual lengths: it is listed by its masks.
 */
final class Mass implements AutoCloseable {
    private static final int CHUNK = 20_000;
    private static final int TO_AN_ADDRESS = 1_000;
    private static final String CODES = """
            INSERT INTO codes (totp_code_id, organization_id, match_key, otp_type, source, received_at, valid_until,
                repeat_key, code_sealed, identifier_sealed, content_sealed, content_truncated, rule, confidence,
                code_masked, identifier_masked, sender_keys, stored_at, claimed_run, claimed_at, outcome, outcome_at)
            SELECT 'totp_9' || lpad((? + n)::text, 17, '0'), ?,
                CASE WHEN (? + n) %% %1$d = 0 THEN ? ELSE rpad(md5(((? + n) %% greatest(1, ? / %1$d))::text), 43, 'x') END,
                'totp', 'bench', t.at, t.at + interval '10 minutes',
                md5(n::text), rpad(md5(n::text), 60, 'c'), rpad(md5(n::text), 90, 'i'), rpad(md5(n::text), 260, 't'),
                false, 'keyword-before', 0.98, '••••91', 'u•••@example.com', ARRAY[md5(n::text)], t.at,
                'run:wr_bench' || (? + n), t.at, CASE WHEN n %% 100 = 0 THEN 'rejected' ELSE 'accepted' END, t.at
            FROM generate_series(1, ?) n, LATERAL (
                SELECT clock_timestamp() - ? * interval '1 day' - random() * interval '6 days' AS at) t""".formatted(TO_AN_ADDRESS);
    private static final String REQUESTS = """
            INSERT INTO code_requests (code_request_id, organization_id, status, run_key, workflow_run_id, match_key,
                received_after, min_remaining_seconds, created_at, expires_at, delivered_at, source, totp_code_id,
                delivered_type, code_sealed, code_received_at, valid_until)
            SELECT 'cr_bench' || c.totp_code_id, c.organization_id, 'accepted', c.claimed_run, substr(c.claimed_run, 5),
                c.match_key, c.received_at, 5, c.received_at, c.received_at + interval '15 minutes', c.claimed_at,
                'received', c.totp_code_id, 'totp', c.code_sealed, c.received_at, c.valid_until
            FROM generate_series(? + 1, ?) n JOIN codes c ON c.totp_code_id = 'totp_9' || lpad(n::text, 17, '0')""";

    private final Connection connection;
    private final String organization;
    private final String askedMatchKey;
    private int count;

    Mass(LocalPostgres.Database database, String organization, String askedMatchKey) throws SQLException {
        this.connection = database.connect();
        this.organization = organization;
        this.askedMatchKey = askedMatchKey;
    }

    /**
     * Lets the history grow.
     *
     * @return how long a code of the last chunk took to store, in microseconds; 0 when nothing was added
     */
    double growTo(int rows) throws SQLException {
        double microseconds = 0;
        while (count < rows) {
            int some = Math.min(CHUNK, rows - count);
            long begun = System.nanoTime();
            store(count, some, 0);
            microseconds = (System.nanoTime() - begun) / 1e3 / some;
            storeRequests(count, some);
            count += some;
        }
        analyze();
        return microseconds;
    }

    /** Adds codes, without requests, whose time of keeping is over in every way. */
    void addOld(int rows) throws SQLException {
        store(1_000_000_000 + count, rows, 100);
    }

    /** The time of a code in the middle, for a page there. */
    String middle() throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT to_char((clock_timestamp() - interval '3 days') AT TIME ZONE 'UTC',"
                                + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")) {
            row.next();
            return row.getString(1);
        }
    }

    private void store(int from, int rows, int daysAgo) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(CODES)) {
            int at = 0;
            insert.setInt(++at, from);
            insert.setString(++at, organization);
            insert.setInt(++at, from);
            insert.setString(++at, askedMatchKey);
            insert.setInt(++at, from);
            insert.setInt(++at, Math.max(rows, count + rows));
            insert.setInt(++at, from);
            insert.setInt(++at, rows);
            insert.setInt(++at, daysAgo);
            insert.executeUpdate();
        }
    }

    private void storeRequests(int from, int rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(REQUESTS)) {
            insert.setInt(1, from);
            insert.setInt(2, from + rows);
            insert.executeUpdate();
        }
    }

    private void analyze() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE codes, code_requests");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
