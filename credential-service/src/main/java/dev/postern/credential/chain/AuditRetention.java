package dev.postern.credential.chain;

import dev.postern.credential.chain.Chain.Place;
import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Deletes old rows from the beginning of each chain, by the organisation's own time where it set a shorter one. The hash of the last one is kept and signed, so that the chain can be verified
 * from there. Rows behind a fault stay, since they are its evidence.
 */
final class AuditRetention {
    private static final Logger LOGGER = Logger.getLogger(AuditRetention.class);
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int AT_ONCE = 1_000;
    private static final int CHAINS_AT_ONCE = 500;
    private static final Sql CHAINS_AFTER = Sql.of("SELECT " + Chain.COLUMNS
            + " FROM audit_chains WHERE organization_id > :after ORDER BY organization_id LIMIT :limit");
    private static final Sql OWN_TIMES = Sql.of("""
            SELECT r.organization_id, r.seconds FROM organization_retentions r
            WHERE r.kept = 'audit' AND r.organization_id > :after AND r.organization_id <= :last""");
    private static final Sql FORGET = Sql.of("""
            SELECT set_config('postern.audit_retention', :organization, true);
            UPDATE audit_chains SET anchor_seq = :seq, anchor_hash = :hash, anchor_mac = :mac WHERE organization_id = :organization;
            DELETE FROM audit_rows WHERE organization_id = :organization AND seq <= :seq""");

    private final Anchors anchors;
    private final Duration kept;
    private final Clock clock;
    private long doneNanos = System.nanoTime() - EVERY.toNanos();

    AuditRetention(Anchors anchors, Duration kept, Clock clock) {
        this.anchors = anchors;
        this.kept = kept;
        this.clock = clock;
    }

    /** Deletes what is due, when it is time. */
    void deleteSometimes(Connection connection) throws SQLException {
        if (System.nanoTime() - doneNanos >= EVERY.toNanos()) {
            delete(connection);
            doneNanos = System.nanoTime();
        }
    }

    /** Deletes what is due. */
    void delete(Connection connection) throws SQLException {
        Instant now = clock.instant();
        String last = "";
        List<Chain> chains = chainsAfter(connection, last);
        while (!chains.isEmpty()) {
            String after = last;
            last = chains.getLast().organizationId();
            Map<String, Duration> own = ownTimes(connection, after, last);
            for (Chain chain : chains) {
                Duration asked = own.getOrDefault(chain.organizationId(), kept);
                delete(connection, chain, now.minus(asked.compareTo(kept) < 0 ? asked : kept));
            }
            chains = chainsAfter(connection, last);
        }
    }

    private static List<Chain> chainsAfter(Connection connection, String organizationId) throws SQLException {
        return CHAINS_AFTER.query(
                connection,
                parameters -> parameters.set("after", organizationId).set("limit", CHAINS_AT_ONCE),
                Chain.READER);
    }

    /** Of the organisations after one, to another, those that set how long their audit is kept. */
    private static Map<String, Duration> ownTimes(Connection connection, String after, String last)
            throws SQLException {
        Map<String, Duration> own = new HashMap<>();
        OWN_TIMES.query(
                connection,
                parameters -> parameters.set("after", after).set("last", last),
                row -> own.put(row.getString("organization_id"), Duration.ofSeconds(row.getLong("seconds"))));
        return own;
    }

    private void delete(Connection connection, Chain chain, Instant before) throws SQLException {
        if (!anchors.isGenuine(chain)) {
            refuse(chain);
            return;
        }
        Walk walk = new Walk(chain.anchor(), Place.BEGINNING);
        Place deleted = chain.anchor();
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (AuditRow row : AuditRows.after(connection, chain.organizationId(), deleted.seq(), AT_ONCE)) {
                goesOn = row.recordedAt().isBefore(before) && walk.step(row);
                if (!goesOn) {
                    break;
                }
            }
            if (!walk.last().equals(deleted)) {
                deleted = walk.last();
                forget(connection, chain.organizationId(), deleted);
            }
        }
        if (walk.fault() != null) {
            refuse(chain);
        }
    }

    private static void refuse(Chain chain) {
        LOGGER.errorf(
                "Old rows of the audit are kept, since the chain is broken there organizationId=%s",
                chain.organizationId());
    }

    private void forget(Connection connection, String organizationId, Place anchor) throws SQLException {
        String mac = anchors.sign(organizationId, anchor);
        Transactions.inTransaction(
                connection,
                _ -> FORGET.query(
                        connection,
                        parameters -> parameters
                                .set("organization", organizationId)
                                .set("seq", anchor.seq())
                                .set("hash", anchor.hash().bytes())
                                .set("mac", mac),
                        _ -> true));
    }
}
