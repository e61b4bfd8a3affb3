package dev.postern.credential.chain;

import dev.postern.credential.chain.Chain.Place;
import dev.postern.credential.chain.Verification.Fault;
import dev.postern.credential.chain.Verification.Kind;
import org.jspecify.annotations.Nullable;

/** Goes along a chain, row by row, up to its first fault. */
final class Walk {
    private final Place signed;
    private Place last;
    private @Nullable Fault fault;

    /**
     * A walk that has seen no row.
     *
     * @param start the row before the first one, which was checked before
     * @param signed the signed head; the beginning of the chain when there is none
     */
    Walk(Place start, Place signed) {
        this.last = start;
        this.signed = signed;
    }

    /** The last row that is whole. */
    Place last() {
        return last;
    }

    /** The first fault; null when there was none. */
    @Nullable Fault fault() {
        return fault;
    }

    /** Checks the next row that is there. Returns whether to go on. */
    boolean step(AuditRow row) {
        Kind kind = kind(row);
        if (kind == null) {
            last = Place.of(row);
            return true;
        }
        fault = kind == Kind.MISSING
                ? new Fault(last.seq() + 1, kind, null)
                : new Fault(row.seq(), kind, row.act().eventId());
        return false;
    }

    private @Nullable Kind kind(AuditRow row) {
        if (row.seq() != last.seq() + 1) {
            return Kind.MISSING;
        }
        if (!row.isWhole()) {
            return Kind.ALTERED;
        }
        if (!row.previousHash().equals(last.hash())) {
            return Kind.UNLINKED;
        }
        return row.seq() == signed.seq() && !row.hash().equals(signed.hash()) ? Kind.REPLACED : null;
    }

    /** There is no further row. */
    void end(long expected) {
        if (fault == null && last.seq() < expected) {
            fault = new Fault(last.seq() + 1, Kind.CUT, null);
        }
    }
}
