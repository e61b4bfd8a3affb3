package dev.postern.benchmarks.history;

import dev.postern.local.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The history: codes of one organisation, at its largest a thousand for each address. Each code was handed out to a run
 * of its own in the last six days. One in a hundred came just now instead and is not handed out yet. The codes are not
 * really sealed, but have the usual lengths: lists show only their masks.
 */
final class Mass implements AutoCloseable {
    private static final int CHUNK = 20_000;
    private static final int TO_AN_ADDRESS = 1_000;
    private static final String CODES = """
            INSERT INTO codes (totp_code_id, organization_id, match_key, otp_type, source, received_at, valid_until,
                repeat_key, code_sealed, identifier_sealed, content_sealed, content_truncated, rule, confidence,
                code_masked, identifier_masked, sender_keys, stored_at, claimed_run, claimed_at, outcome, outcome_at)
            SELECT 'totp_9' || lpad(k.number::text, 17, '0'), ?,
                CASE WHEN k.address < cardinality(k.asked) THEN k.asked[k.address + 1]
                     ELSE rpad(md5(k.address::text), 43, 'x') END,
                'totp', 'bench', t.at, t.at + CASE WHEN t.live THEN interval '1 day' ELSE interval '10 minutes' END,
                md5(n::text), rpad(md5(n::text), 60, 'c'), rpad(md5(n::text), 90, 'i'), rpad(md5(n::text), 260, 't'),
                false, 'keyword-before', 0.98, '••••91', 'u•••@example.com', ARRAY[md5(n::text)], t.at,
                CASE WHEN NOT t.live THEN 'run:wr_bench' || k.number END, CASE WHEN NOT t.live THEN t.at END,
                CASE WHEN t.live THEN NULL WHEN n % 100 = 0 THEN 'rejected' ELSE 'accepted' END,
                CASE WHEN NOT t.live THEN t.at END
            FROM generate_series(1, ?) n,
                LATERAL (SELECT ? + n AS number, (? + n) % ? AS address, ?::text[] AS asked) k,
                LATERAL (SELECT ? AND n % 100 = 1 AND k.address >= cardinality(k.asked) AS live) l,
                LATERAL (SELECT l.live, clock_timestamp() - ? * interval '1 day'
                    - random() * CASE WHEN l.live THEN interval '1 minute' ELSE interval '6 days' END AS at) t""";
    private static final String REQUESTS = """
            INSERT INTO code_requests (code_request_id, organization_id, status, run_key, workflow_run_id, match_key,
                received_after, min_remaining_seconds, created_at, expires_at, delivered_at, source, totp_code_id,
                delivered_type, code_sealed, code_received_at, valid_until)
            SELECT 'cr_bench' || c.totp_code_id, c.organization_id, 'accepted', c.claimed_run, substr(c.claimed_run, 5),
                c.match_key, c.received_at, 5, c.received_at, c.received_at + interval '15 minutes', c.claimed_at,
                'received', c.totp_code_id, 'totp', c.code_sealed, c.received_at, c.valid_until
            FROM generate_series(? + 1, ?) n JOIN codes c ON c.totp_code_id = 'totp_9' || lpad(n::text, 17, '0')
            WHERE c.claimed_run IS NOT NULL""";

    private final Connection connection;
    private final String organization;
    private final List<String> askedMatchKeys;
    private final int addresses;
    private int count;

    /**
     * An empty one.
     *
     * @param askedMatchKeys of the addresses that are asked for, which have a history like all others
     * @param most how many codes there will be at the end
     */
    Mass(LocalPostgres.Database database, String organization, List<String> askedMatchKeys, int most)
            throws SQLException {
        this.connection = database.connect();
        this.organization = organization;
        this.askedMatchKeys = List.copyOf(askedMatchKeys);
        this.addresses = Math.max(most / TO_AN_ADDRESS, askedMatchKeys.size());
    }

    /**
     * Lets the history grow. The indexes are made anew when nearly all of it is there, which takes a tenth of the time; the last chunk
     * is stored with them.
     *
     * @return how long a code of the last chunk took to store, in microseconds; 0 when nothing was added
     */
    double growTo(int rows) throws SQLException {
        if (rows - count > CHUNK) {
            List<String> indexes = dropIndexes();
            while (rows - count > CHUNK) {
                grow(CHUNK);
            }
            for (String index : indexes) {
                execute(index);
            }
        }
        double microseconds = rows > count ? grow(rows - count) : 0;
        execute("VACUUM ANALYZE codes, code_requests");
        return microseconds;
    }

    private double grow(int some) throws SQLException {
        long begun = System.nanoTime();
        store(count, some, 0, true);
        double microseconds = (System.nanoTime() - begun) / 1e3 / some;
        storeRequests(count, some);
        count += some;
        return microseconds;
    }

    /** Returns how to make each again. Indexes stay that hold a constraint or that the resolver finds its work by. */
    private List<String> dropIndexes() throws SQLException {
        List<String> definitions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT indexname, indexdef FROM pg_indexes
                        WHERE tablename IN ('codes', 'code_requests')
                          AND indexname NOT LIKE '%erasing' AND indexdef NOT LIKE '%waiting%'
                          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)""")) {
            while (rows.next()) {
                names.add(rows.getString(1));
                definitions.add(rows.getString(2));
            }
        }
        for (String name : names) {
            execute("DROP INDEX " + name);
        }
        return definitions;
    }

    /** Adds codes, without requests, whose time of keeping is over in every way. */
    void addOld(int rows) throws SQLException {
        store(1_000_000_000 + count, rows, 100, false);
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

    private void store(int from, int rows, int daysAgo, boolean someLive) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(CODES)) {
            int at = 0;
            insert.setString(++at, organization);
            insert.setInt(++at, rows);
            insert.setInt(++at, from);
            insert.setInt(++at, from);
            insert.setInt(++at, addresses);
            insert.setArray(++at, connection.createArrayOf("text", askedMatchKeys.toArray()));
            insert.setBoolean(++at, someLive);
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

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
