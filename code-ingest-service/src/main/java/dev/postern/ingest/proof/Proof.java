package dev.postern.ingest.proof;

import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a check of a post's signature says.
 *
 * @param refusal why the post is not to be believed; null: it is the provider's
 * @param late whether it was signed longer ago than a fresh post is
 */
public record Proof(@Nullable Refusal refusal, boolean late) {
    /** Signed by the provider, in time. */
    public static final Proof GENUINE = new Proof(null, false);

    /** Signed by the provider, longer ago than a fresh post is. */
    public static final Proof LATE = new Proof(null, true);

    /** No signature, or several. */
    public static final Proof MISSING = failed(Refusal.MISSING_SIGNATURE);

    /** The signature covers something else, or was made with another secret. */
    public static final Proof BAD = failed(Refusal.BAD_SIGNATURE);

    /** The signature is too old or too new. */
    public static final Proof STALE = failed(Refusal.STALE_TIMESTAMP);

    /** The post is not to be believed. */
    public static Proof failed(Refusal refusal) {
        return new Proof(refusal, false);
    }

    /** Whether it is the provider's. */
    public boolean isGenuine() {
        return refusal == null;
    }

    /** What is read of a genuine post; one that is not is not read. */
    public Reading then(Supplier<Reading> read) {
        if (refusal != null) {
            return new Reading.Refused(refusal);
        }
        Reading reading = read.get();
        return late && reading instanceof Reading.Holds holds ? new Reading.Holds(holds.messages(), true) : reading;
    }
}
