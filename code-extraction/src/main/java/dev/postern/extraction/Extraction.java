package dev.postern.extraction;

import dev.postern.events.OtpType;
import dev.postern.events.message.FieldSealer;
import dev.postern.events.message.SealedCode;
import org.jspecify.annotations.Nullable;

/**
 * What one message says.
 *
 * @param found the code, the link, both, or neither
 * @param details what the message says besides
 */
public record Extraction(Found found, Details details) {

    /** What a message holds. */
    public sealed interface Found permits Present, Nothing {

        /** The code; null when there is none. */
        default @Nullable Code code() {
            return null;
        }

        /** The link; null when there is none. */
        default @Nullable Link link() {
            return null;
        }

        /** Whether a value of this type is there. */
        default boolean holds(OtpType type) {
            return switch (type) {
                case TOTP -> code() != null;
                case MAGIC_LINK -> link() != null;
            };
        }
    }

    /** A code, a link, or both. Where both are there, the code counts. */
    public sealed interface Present extends Found permits Code, Link, Both {

        /** The code to type or the address to open; a secret. */
        String value();

        /** Why the value was taken. */
        TextEvidence evidence();

        /** The value in the form that the message's event carries. */
        default SealedCode seal(FieldSealer sealer) {
            Code code = code();
            Link link = link();
            return SealedCode.of(code == null ? null : code.value(), link == null ? null : link.url(), sealer);
        }
    }

    /**
     * A code.
     *
     * @param value the code to type; leading zeros are part of it
     */
    public record Code(String value, TextEvidence evidence) implements Present {
        @Override
        public Code code() {
            return this;
        }

        @Override
        public String toString() {
            return "Code[***, " + evidence + "]";
        }
    }

    /**
     * A sign-in link.
     *
     * @param url the address to open, unchanged; Postern has not opened it
     */
    public record Link(String url, TextEvidence evidence) implements Present {
        @Override
        public String value() {
            return url;
        }

        @Override
        public Link link() {
            return this;
        }

        @Override
        public String toString() {
            return "Link[***, " + evidence + "]";
        }
    }

    /** A code to type and a link to open instead. */
    public record Both(Code code, Link link) implements Present {
        @Override
        public String value() {
            return code.value();
        }

        @Override
        public TextEvidence evidence() {
            return code.evidence();
        }
    }

    /** The message holds neither, or neither with certainty. */
    public record Nothing(Reason reason) implements Found {}
}
