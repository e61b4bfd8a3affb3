package dev.postern.events.message;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a message states for its code.
 *
 * @param until the end of validity, null when the message states none
 * @param boundDomain the site the code is bound to, in lower case; null for an unbound code
 */
public record StatedLimits(
        @Nullable Instant until, @Nullable String boundDomain) {

    /**
     * The limits of a message that says how long its code is good.
     *
     * @param validFor how long, counted from when the message was received; null when it does not say
     */
    public static StatedLimits of(Receipt receipt, @Nullable Duration validFor, @Nullable String boundDomain) {
        return new StatedLimits(validFor == null ? null : receipt.receivedAt().plus(validFor), boundDomain);
    }
}
