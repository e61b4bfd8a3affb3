package dev.postern.credential.chain;

import dev.postern.credential.chain.Chain.Place;
import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.database.outbox.Outbox;
import dev.postern.events.AuditHeadSigned;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Leaves a head for each chain that grew, at most every two seconds. A chain that does not lead through its signed head was
 * rewritten: its new rows are not signed any more.
 */
final class SignHeads {
    private static final Logger LOGGER = Logger.getLogger(SignHeads.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int BATCH = 500;
    private static final Sql UNSIGNED = Sql.of("SELECT " + Chain.COLUMNS
            + " FROM audit_chains WHERE tail_seq > signed_seq AND organization_id <> ALL (:broken)"
            + " ORDER BY organization_id LIMIT :limit");
    private static final Sql SIGNED = Sql.of("""
        UPDATE audit_chains c SET signed_seq = s.seq
        FROM unnest(:organizations::text[], :seqs::bigint[]) AS s (organization_id, seq)
        WHERE c.organization_id = s.organization_id\
        """);

    private final SignedHeads heads;
    private final Outbox outbox;
    private final Clock clock;
    // One thread signs.
    private final Set<String> broken = new HashSet<>();
    private long signedNanos = System.nanoTime() - EVERY.toNanos();

    SignHeads(SignedHeads heads, Outbox outbox, Clock clock) {
        this.heads = heads;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Signs what grew, when it is time. */
    void signSometimes(Connection connection) throws SQLException {
        if (System.nanoTime() - signedNanos >= EVERY.toNanos()) {
            sign(connection);
            signedNanos = System.nanoTime();
        }
    }

    /** Signs what grew. */
    void sign(Connection connection) throws SQLException {
        int found = BATCH;
        while (found == BATCH) {
            List<Chain> chains = UNSIGNED.query(
                    connection, parameters -> parameters.set("broken", broken).set("limit", BATCH), Chain.READER);
            found = chains.size();
            sign(connection, chains);
        }
    }

    private void sign(Connection connection, List<Chain> chains) throws SQLException {
        List<AuditHeadSigned> signed = new ArrayList<>();
        for (Chain chain : chains) {
            if (leadsThrough(connection, chain, heads.place(chain.organizationId()))) {
                signed.add(new AuditHeadSigned(
                        chain.organizationId(),
                        chain.tail().seq(),
                        chain.tail().hash().hex(),
                        clock.instant()));
            } else if (broken.add(chain.organizationId())) {
                LOGGER.errorf(
                        "The stored audit does not lead through its signed head and is no longer signed"
                                + " organizationId=%s",
                        chain.organizationId());
            }
        }
        Transactions.inTransaction(connection, _ -> {
            // Before the heads are left: the lock decides the order in which heads of a chain are published.
            int chainsSigned = SIGNED.update(
                    connection,
                    parameters -> parameters
                            .set(
                                    "organizations",
                                    signed.stream()
                                            .map(AuditHeadSigned::organizationId)
                                            .toList())
                            .set(
                                    "seqs",
                                    "bigint",
                                    signed.stream().map(AuditHeadSigned::seq).toArray()));
            outbox.append(connection, signed);
            return chainsSigned;
        });
    }

    /** Through the row itself, or from its hash when the row is gone. */
    private static boolean leadsThrough(Connection connection, Chain chain, Place head) throws SQLException {
        if (head.seq() <= chain.anchor().seq()) {
            return true;
        }
        Optional<AuditRow> row = AuditRows.at(connection, chain.organizationId(), head.seq());
        if (row.isPresent()) {
            return row.get().hash().equals(head.hash());
        }
        return AuditRows.at(connection, chain.organizationId(), head.seq() + 1)
                .map(next -> next.previousHash().equals(head.hash()))
                .orElse(chain.tail().equals(head));
    }
}
