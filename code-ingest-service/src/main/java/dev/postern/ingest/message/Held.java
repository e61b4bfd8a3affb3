package dev.postern.ingest.message;

import java.time.Duration;
import java.time.Instant;

/**
 * Since when whoever brought a message had it, by their own clock. A code that lay somewhere for an hour must not look like a new one.
 *
 * @param since by the clock of the one who says so, which may be wrong
 * @param skew how far that clock may be off; a shorter wait counts as none
 */
public record Held(Instant since, Duration skew) {
    // Mail servers give up after five days (RFC 5321, section 4.5.4.1). What is older is a clock that was never set.
    private static final Duration LONGEST = Duration.ofDays(7);

    /** In a mailbox: the clock of a mail server that people read their mails at. */
    public static Held inMailbox(Instant since) {
        return new Held(since, Duration.ofSeconds(15));
    }

    /** At a provider, in a telephone, or in the queue of any mail server. */
    public static Held bySender(Instant since) {
        return new Held(since, Duration.ofMinutes(2));
    }

    /**
     * When the message counts as received: never later than now.
     *
     * @param now by our own clock
     */
    Instant receivedAt(Instant now) {
        boolean late = since.isBefore(now.minus(skew)) && since.isAfter(now.minus(LONGEST));
        return late ? since : now;
    }
}
