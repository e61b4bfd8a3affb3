package dev.postern.ingest.proof;

import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;

/** What a check of a post's signature says. */
public sealed interface Proof {
    /** Signed by the provider, in time. */
    Proof GENUINE = new Genuine(false);

    /** Signed by the provider, longer ago than a fresh post is. */
    Proof LATE = new Genuine(true);

    /** No signature, or several. */
    Proof MISSING = new Failed(Refusal.MISSING_SIGNATURE);

    /** The signature covers something else, or was made with another secret. */
    Proof BAD = new Failed(Refusal.BAD_SIGNATURE);

    /** The signature is too old or too new. */
    Proof STALE = new Failed(Refusal.STALE_TIMESTAMP);

    /**
     * It is the provider's.
     *
     * @param late whether it was signed longer ago than a fresh post is
     */
    record Genuine(boolean late) implements Proof {}

    /** It is not to be believed. */
    record Failed(Refusal reason) implements Proof {}

    /** What is read of a genuine post; a failed one is not read. */
    default Reading then(Read read) {
        return switch (this) {
            case Failed(Refusal reason) -> new Reading.Refused(reason);
            case Genuine(boolean late) -> {
                Reading reading = read.read();
                yield late && reading instanceof Reading.Holds holds
                        ? new Reading.Holds(holds.messages(), true)
                        : reading;
            }
        };
    }

    /** Reads a post that is genuine. */
    @FunctionalInterface
    interface Read {
        Reading read();
    }
}
