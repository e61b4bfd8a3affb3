package dev.postern.credential.chain;

import dev.postern.credential.chain.Chain.Place;
import dev.postern.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The tables of the audit, on the connection of whoever reads or writes them. One replica writes at a time. */
final class AuditRows {
    private static final Sql KNOWN = Sql.of("""
            SELECT a.event_id FROM unnest(:organizations::text[], :events::text[]) AS asked (organization_id, event_id)
            JOIN audit_rows a ON a.organization_id = asked.organization_id AND a.event_id = asked.event_id""");
    private static final Sql CHAINS =
            Sql.of("SELECT " + Chain.COLUMNS + " FROM audit_chains WHERE organization_id = ANY (:organizations)");
    private static final Sql APPEND = Sql.of("""
            INSERT INTO audit_rows (organization_id, seq, event_id, acted_at, recorded_at, actor, action, subject, run, outcome,
                previous_hash, hash)
            SELECT r.organization_id, r.seq, r.event_id, r.acted_at, r.recorded_at, r.actor, r.action, r.subject, r.run, r.outcome,
                decode(r.previous_hash, 'hex'), decode(r.hash, 'hex')
            FROM unnest(:organizations::text[], :seqs::bigint[], :events::text[], :acted::text[]::timestamptz[],
                    :recorded::text[]::timestamptz[], :actors::text[], :actions::text[], :subjects::text[], :runs::text[],
                    :outcomes::text[], :previous::text[], :hashes::text[])
                AS r (organization_id, seq, event_id, acted_at, recorded_at, actor, action, subject, run, outcome, previous_hash, hash)""");
    private static final Sql MOVE_TAILS = Sql.of("""
            INSERT INTO audit_chains AS c (organization_id, tail_seq, tail_hash, anchor_hash)
            SELECT t.organization_id, t.seq, decode(t.hash, 'hex'), :none
            FROM unnest(:organizations::text[], :seqs::bigint[], :hashes::text[]) AS t (organization_id, seq, hash)
            ON CONFLICT (organization_id) DO UPDATE SET tail_seq = excluded.tail_seq, tail_hash = excluded.tail_hash""");
    private static final Sql AFTER = Sql.of("SELECT " + AuditRow.COLUMNS
            + " FROM audit_rows WHERE organization_id = :organization AND seq > :after ORDER BY seq LIMIT :limit");
    private static final Sql AT = Sql.of(
            "SELECT " + AuditRow.COLUMNS + " FROM audit_rows WHERE organization_id = :organization AND seq = :seq");

    private AuditRows() {}

    /** Which of these events are stored. */
    static Set<String> known(Connection connection, Collection<String> organizations, Collection<String> events)
            throws SQLException {
        return new HashSet<>(KNOWN.query(
                connection,
                parameters -> parameters.set("organizations", organizations).set("events", events),
                row -> row.getString(1)));
    }

    /** The chains there are of these organisations. */
    static Map<String, Chain> chains(Connection connection, Collection<String> organizations) throws SQLException {
        Map<String, Chain> chains = new HashMap<>();
        CHAINS.query(connection, parameters -> parameters.set("organizations", organizations), Chain.READER)
                .forEach(chain -> chains.put(chain.organizationId(), chain));
        return chains;
    }

    /** Adds rows and moves the tails of their chains, in the connection's transaction. */
    static void append(Connection connection, List<AuditRow> rows, Map<String, Place> tails) throws SQLException {
        APPEND.update(
                connection,
                parameters -> parameters
                        .set("organizations", texts(rows, AuditRow::organizationId))
                        .set("seqs", "bigint", rows.stream().map(AuditRow::seq).toArray())
                        .set("events", texts(rows, row -> row.act().eventId()))
                        .set("acted", texts(rows, row -> row.act().actedAt().toString()))
                        .set("recorded", texts(rows, row -> row.recordedAt().toString()))
                        .set("actors", texts(rows, row -> row.act().actor()))
                        .set("actions", texts(rows, row -> row.act().action()))
                        .set("subjects", texts(rows, row -> row.act().subject()))
                        .set(
                                "runs",
                                "text",
                                rows.stream().map(row -> row.act().run()).toArray())
                        .set("outcomes", texts(rows, row -> row.act().outcome()))
                        .set("previous", texts(rows, row -> row.previousHash().hex()))
                        .set("hashes", texts(rows, row -> row.hash().hex())));
        List<Map.Entry<String, Place>> moved = List.copyOf(tails.entrySet());
        MOVE_TAILS.update(
                connection,
                parameters -> parameters
                        .set("none", ChainHash.NONE.bytes())
                        .set(
                                "organizations",
                                moved.stream().map(Map.Entry::getKey).toList())
                        .set(
                                "seqs",
                                "bigint",
                                moved.stream()
                                        .map(tail -> tail.getValue().seq())
                                        .toArray())
                        .set(
                                "hashes",
                                moved.stream()
                                        .map(tail -> tail.getValue().hash().hex())
                                        .toList()));
    }

    /** The next rows of a chain, in its order. */
    static List<AuditRow> after(Connection connection, String organizationId, long seq, int limit) throws SQLException {
        return AFTER.query(
                connection,
                parameters -> parameters
                        .set("organization", organizationId)
                        .set("after", seq)
                        .set("limit", limit),
                AuditRow.READER);
    }

    /** One row; empty when it is not there. */
    static Optional<AuditRow> at(Connection connection, String organizationId, long seq) throws SQLException {
        return AT.first(
                connection,
                parameters -> parameters.set("organization", organizationId).set("seq", seq),
                AuditRow.READER);
    }

    private static List<String> texts(List<AuditRow> rows, Function<AuditRow, String> text) {
        return rows.stream().map(text).toList();
    }
}
