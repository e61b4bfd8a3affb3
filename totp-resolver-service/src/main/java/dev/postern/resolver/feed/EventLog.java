package dev.postern.resolver.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The table {@code code_events} and the counts kept with it. One replica writes at a time: {@link Recorder}. */
@ApplicationScoped
class EventLog {
    /**
     * Everything that is recorded of some events, in one statement. An event that is already there is neither told nor
     * counted again. Callers choose the labels, so only a limited number of them is counted separately in an hour.
     */
    private static final Sql RECORD = Sql.of("""
            WITH given AS (
                SELECT g.*, (g.data->>'at')::timestamptz AS at, g.data->>'totp_code_id' AS totp_code_id,
                    g.data->>'channel_id' AS channel_id
                FROM json_to_recordset(:entries::json) AS g (
                    ordinal int, organization_id text, event_id text, kind text, label text, data json)
            ), fresh AS (
                SELECT DISTINCT ON (g.event_id, g.kind) g.* FROM given g
                WHERE NOT EXISTS (SELECT 1 FROM code_events e WHERE e.event_id = g.event_id AND e.kind = g.kind)
                ORDER BY g.event_id, g.kind, g.ordinal
            ), grown AS (
                INSERT INTO code_event_heads AS h (organization_id, newest)
                SELECT f.organization_id, count(*) FROM fresh f GROUP BY f.organization_id
                ON CONFLICT (organization_id) DO UPDATE SET newest = h.newest + excluded.newest
                RETURNING h.organization_id, h.newest
            ), recorded AS (
                INSERT INTO code_events (organization_id, seq, event_id, kind, data)
                SELECT f.organization_id,
                    h.newest + 1 - row_number() OVER (PARTITION BY f.organization_id ORDER BY f.ordinal DESC),
                    f.event_id, f.kind, f.data
                FROM fresh f JOIN grown h ON h.organization_id = f.organization_id
            ), heard AS (
                INSERT INTO channel_activity AS a (organization_id, channel_id, last_message_at)
                SELECT f.organization_id, f.channel_id, max(f.at) FROM fresh f
                WHERE f.kind IN ('received', 'unparsed') AND f.channel_id IS NOT NULL
                GROUP BY f.organization_id, f.channel_id
                ON CONFLICT (organization_id, channel_id)
                DO UPDATE SET last_message_at = greatest(a.last_message_at, excluded.last_message_at)
            ), counts AS (
                SELECT f.organization_id, date_trunc('hour', f.at, 'UTC') AS hour, f.kind,
                    left(coalesce(f.label, ''), 100) AS label
                FROM fresh f WHERE f.kind IN ('received', 'unparsed')
                UNION ALL
                SELECT f.organization_id, date_trunc('hour', f.at, 'UTC'),
                    b.by || CASE f.kind WHEN 'received' THEN '_read' ELSE '_unread' END, left(b.label, 100)
                FROM fresh f
                    CROSS JOIN LATERAL (VALUES ('channel', f.channel_id), ('sender', f.data->>'sender_masked')) AS b (by, label)
                WHERE f.kind IN ('received', 'unparsed') AND b.label IS NOT NULL
                UNION ALL
                SELECT f.organization_id, date_trunc('hour', f.at, 'UTC'), f.kind, coalesce(c.sender_masked, '')
                FROM fresh f JOIN codes c ON c.totp_code_id = f.totp_code_id WHERE f.kind = 'rejected'
                UNION ALL
                SELECT f.organization_id, date_trunc('hour', f.at, 'UTC'), t.kind,
                    ceil(8 * log(2.0, greatest(1.0, 1000 * extract(epoch FROM t.took))))::int::text
                FROM fresh f JOIN codes c ON c.totp_code_id = f.totp_code_id
                    JOIN code_requests r ON r.code_request_id = f.data->>'code_request_id'
                    CROSS JOIN LATERAL (
                        SELECT 'asked' AS kind, f.at - r.created_at AS took
                        UNION ALL
                        SELECT 'waited', f.at - c.received_at WHERE c.received_at >= r.created_at
                        UNION ALL
                        SELECT 'lay', r.created_at - c.received_at WHERE c.received_at < r.created_at) t
                WHERE f.kind = 'delivered'
            ), labelled AS (
                SELECT n.organization_id, n.hour, n.kind,
                    CASE WHEN n.kind IN ('asked', 'waited', 'lay')
                           OR EXISTS (SELECT 1 FROM hourly_counts k WHERE k.organization_id = n.organization_id
                                      AND k.hour = n.hour AND k.kind = n.kind AND k.label = n.label)
                           OR (SELECT count(*) FROM (
                                 SELECT 1 FROM hourly_counts k WHERE k.organization_id = n.organization_id
                                 AND k.hour = n.hour AND k.kind = n.kind LIMIT 100) k) < 100
                         THEN n.label ELSE '…' END AS label
                FROM counts n
            ), counted AS (
                INSERT INTO hourly_counts AS k (organization_id, hour, kind, label, count)
                SELECT n.organization_id, n.hour, n.kind, n.label, count(*) FROM labelled n
                GROUP BY n.organization_id, n.hour, n.kind, n.label
                ON CONFLICT (organization_id, hour, kind, label) DO UPDATE SET count = k.count + excluded.count
            )
            SELECT organization_id FROM grown""");

    private static final Sql AFTER = Sql.of("""
            SELECT seq, kind, data FROM code_events
            WHERE organization_id = :organization AND seq > :seq ORDER BY seq LIMIT :limit""");
    private static final Sql BOUNDS = Sql.of("""
            SELECT h.newest, coalesce(
                (SELECT e.seq FROM code_events e WHERE e.organization_id = h.organization_id ORDER BY e.seq LIMIT 1),
                h.newest + 1) AS oldest
            FROM code_event_heads h WHERE h.organization_id = :organization""");

    private final Transactions transactions;
    private final ObjectMapper json;

    EventLog(Transactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /** A recorded event, its data as it is told. */
    record Recorded(long seq, String kind, String data) {}

    /** The range of event numbers kept for an organisation; empty when the oldest is greater than the newest. */
    record Bounds(long oldest, long newest) {}

    /**
     * Records events in the transaction of a connection.
     *
     * @return the organisations that have something new
     */
    List<String> record(Connection connection, List<Entry> entries) throws SQLException {
        String given;
        try {
            given = json.writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return RECORD.query(connection, parameters -> parameters.set("entries", given), row -> row.getString(1));
    }

    /** The events after this number, in order. */
    List<Recorded> after(String organizationId, long seq, int limit) {
        return transactions.query(
                AFTER,
                parameters -> parameters
                        .set("organization", organizationId)
                        .set("seq", seq)
                        .set("limit", limit),
                row -> new Recorded(row.getLong("seq"), row.getString("kind"), row.getString("data")));
    }

    Bounds bounds(String organizationId) {
        return transactions
                .first(
                        BOUNDS,
                        parameters -> parameters.set("organization", organizationId),
                        row -> new Bounds(row.getLong("oldest"), row.getLong("newest")))
                .orElse(new Bounds(1, 0));
    }
}
