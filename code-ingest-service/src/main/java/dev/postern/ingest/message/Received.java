package dev.postern.ingest.message;

import dev.postern.events.OtpType;
import java.time.Instant;

/** What became of a message. The first two are on the broker, acknowledged. */
public sealed interface Received {

    /**
     * A code or a link was found.
     *
     * @param totpCodeId the new id
     * @param receivedAt in whole microseconds, which is what the database keeps
     * @param otpType which of the two
     * @param value the code or the link
     */
    record Parsed(String totpCodeId, Instant receivedAt, OtpType otpType, String value) implements Received {
        @Override
        public String toString() {
            return "Parsed[totpCodeId=" + totpCodeId + ", otpType=" + otpType + ", ***]";
        }
    }

    /** Nothing was found; the message is kept for a person. */
    record Unparsed(String totpCodeId, Instant receivedAt) implements Received {}

    /** Nothing was found, and the message is longer than what is kept unparsed. Nothing was published. */
    record TooLongToKeep() implements Received {}
}
