package dev.postern.ingest.message;

import dev.postern.events.OtpType;
import dev.postern.events.message.Receipt;

/** What became of a message. The first two are on the broker, acknowledged. */
public sealed interface Received {

    /**
     * A code or a link was found.
     *
     * @param otpType which of the two
     * @param value the code or the link
     */
    record Parsed(Receipt receipt, OtpType otpType, String value) implements Received {
        @Override
        public String toString() {
            return "Parsed[" + receipt + ", otpType=" + otpType + ", ***]";
        }
    }

    /** Nothing was found; the message is kept for a person. */
    record Unparsed(Receipt receipt) implements Received {}

    /** Nothing was found, and the message is longer than what is kept unparsed. Nothing was published. */
    record TooLongToKeep() implements Received {}
}
