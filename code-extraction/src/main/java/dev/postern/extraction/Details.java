package dev.postern.extraction;

import dev.postern.events.WireNamed;
import dev.postern.events.message.Receipt;
import dev.postern.events.message.StatedLimits;
import java.time.Duration;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * What a message says besides its code.
 *
 * @param validFor how long the code is good, counted from when it was sent; null when the message does not say
 * @param validUntil the time of day at which it ends, in a zone the message does not name; null when it does not say
 * @param boundDomain the site that the code is bound to, in lower case (WICG "Origin-bound one-time codes delivered via
 *     SMS"); null for one that is bound to none
 * @param service the sender's name, where it is plain; null otherwise
 * @param kind what the code is for
 */
public record Details(
        @Nullable Duration validFor,
        @Nullable LocalTime validUntil,
        @Nullable String boundDomain,
        @Nullable String service,
        Kind kind) {

    /** What a code can be for. */
    public enum Kind implements WireNamed {
        /** Logging in, or proving an address or a number. */
        LOGIN,
        /** Approving a payment or a transfer. */
        TRANSACTION,
        /** Connecting a device. */
        PAIRING,
        /** Getting back into an account. */
        RECOVERY,
        /** The message does not say. */
        UNKNOWN
    }

    /** The limits in the form that the message's event carries. */
    public StatedLimits limits(Receipt receipt) {
        return StatedLimits.of(receipt, validFor, boundDomain);
    }

    @Override
    public String toString() {
        return "Details[validFor=" + validFor + ", kind=" + kind + ", ***]";
    }
}
