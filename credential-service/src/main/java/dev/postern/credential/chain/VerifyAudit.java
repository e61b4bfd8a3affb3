package dev.postern.credential.chain;

import dev.postern.credential.chain.Chain.Place;
import dev.postern.credential.chain.Verification.Fault;
import dev.postern.credential.chain.Verification.Kind;
import dev.postern.credential.chain.Verification.State;
import dev.postern.database.Transactions;
import dev.postern.events.AuditHeadSigned;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first row of a chain that is altered, missing, out of order or cut off. Rows are read a thousand at a time. Rows that come
 * while it works need not be looked at.
 */
@ApplicationScoped
public class VerifyAudit {
    private static final int AT_ONCE = 1_000;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final SignedHeads heads;
    private final Anchors anchors;
    private final Duration longest;

    @Inject
    VerifyAudit(Transactions transactions, SignedHeads heads, Anchors anchors) {
        this(transactions, heads, anchors, LONGEST);
    }

    /** @param longest after this time the answer is unfinished */
    VerifyAudit(Transactions transactions, SignedHeads heads, Anchors anchors, Duration longest) {
        this.transactions = transactions;
        this.heads = heads;
        this.anchors = anchors;
        this.longest = longest;
    }

    /**
     * Verifies the chain of an organisation.
     *
     * @param afterSeq where an unfinished answer ended; 0 to begin
     */
    public Verification verify(String organizationId, long afterSeq) {
        Chain chain = chain(organizationId);
        Verification found = verify(chain, afterSeq);
        // Retention may have deleted what was about to be looked at.
        return found.fault() != null
                        && chain(organizationId).anchor().seq() > chain.anchor().seq()
                ? verify(organizationId, afterSeq)
                : found;
    }

    private Chain chain(String organizationId) {
        return transactions.single(connection -> AuditRows.chains(connection, List.of(organizationId))
                .getOrDefault(organizationId, Chain.empty(organizationId)));
    }

    private Verification verify(Chain chain, long afterSeq) {
        String organizationId = chain.organizationId();
        // The rows that it stands for were stored before it was signed.
        AuditHeadSigned head = heads.of(organizationId);
        Result result = new Result(head, chain.anchor().seq() + 1, firstAt(chain));
        if (!anchors.isGenuine(chain)) {
            return result.broken(0, null, new Fault(chain.anchor().seq(), Kind.FALSE_BEGINNING, null));
        }
        Place signed = heads.place(organizationId);
        long expected = Math.max(head == null ? 0 : head.seq(), chain.tail().seq());
        Optional<Place> start = start(chain, afterSeq);
        if (start.isEmpty()) {
            return result.broken(0, null, new Fault(afterSeq, Kind.MISSING, null));
        }
        return walk(organizationId, new Walk(start.get(), signed), expected, result);
    }

    private @Nullable Instant firstAt(Chain chain) {
        return transactions
                .single(connection -> AuditRows.at(
                        connection, chain.organizationId(), chain.anchor().seq() + 1))
                .map(AuditRow::recordedAt)
                .orElse(null);
    }

    /** A row in the middle was looked at by the answer that ended there. Retention may have passed it since. */
    private Optional<Place> start(Chain chain, long afterSeq) {
        return afterSeq <= chain.anchor().seq()
                ? Optional.of(chain.anchor())
                : transactions
                        .single(connection -> AuditRows.at(connection, chain.organizationId(), afterSeq))
                        .map(Place::of);
    }

    private Verification walk(String organizationId, Walk walk, long expected, Result result) {
        long began = System.nanoTime();
        long rows = 0;
        while (walk.fault() == null && walk.last().seq() < expected) {
            List<AuditRow> next = transactions.single(connection ->
                    AuditRows.after(connection, organizationId, walk.last().seq(), AT_ONCE));
            if (next.isEmpty()) {
                walk.end(expected);
            }
            for (AuditRow row : next) {
                rows++;
                if (!walk.step(row)) {
                    break;
                }
            }
            if (System.nanoTime() - began > longest.toNanos()
                    && walk.fault() == null
                    && walk.last().seq() < expected) {
                return result.of(State.UNFINISHED, rows, walk.last().seq(), null);
            }
        }
        Fault fault = walk.fault();
        return fault == null
                ? result.of(State.WHOLE, rows, walk.last().seq(), null)
                : result.broken(rows, walk.last().seq(), fault);
    }

    /** What every answer about the chain says. */
    private record Result(
            @Nullable AuditHeadSigned head,
            long firstSeq,
            @Nullable Instant firstAt) {

        Verification broken(long rows, @Nullable Long lastSeq, Fault fault) {
            return of(State.BROKEN, rows, lastSeq, fault);
        }

        Verification of(State state, long rows, @Nullable Long lastSeq, @Nullable Fault fault) {
            boolean any = lastSeq != null && lastSeq >= firstSeq;
            return new Verification(
                    state,
                    rows,
                    any ? firstSeq : null,
                    any ? firstAt : null,
                    any ? lastSeq : null,
                    head == null ? null : head.seq(),
                    head == null ? null : head.at(),
                    fault);
        }
    }
}
