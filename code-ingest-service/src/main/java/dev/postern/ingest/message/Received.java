package dev.postern.ingest.message;

import dev.postern.events.OtpType;
import dev.postern.events.message.Receipt;
import dev.postern.extraction.Reason;

/** What became of a message. In the first three cases the broker has acknowledged its event. */
public sealed interface Received {

    /**
     * A code or a link was found.
     *
     * @param otpType the type of the value
     * @param value the code or the link
     */
    record Parsed(Receipt receipt, OtpType otpType, String value) implements Received {
        @Override
        public String toString() {
            return "Parsed[" + receipt + ", otpType=" + otpType + ", ***]";
        }
    }

    /**
     * Nothing was found; the message is kept for a person.
     *
     * @param reason why nothing was taken
     */
    record Unparsed(Receipt receipt, Reason reason) implements Received {}

    /** It is a part of a long text. The whole is read once all parts are there, by whoever stores them. */
    record Part(Receipt receipt) implements Received {}

    /** Nothing was found, and the message is too long to be kept unparsed. Nothing was published. */
    record TooLongToKeep() implements Received {}
}
