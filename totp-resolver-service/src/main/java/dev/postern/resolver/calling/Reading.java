package dev.postern.resolver.calling;

import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.events.WireNamed;
import org.jspecify.annotations.Nullable;

/** What an answer says. */
public sealed interface Reading {

    /**
     * A code or a link.
     *
     * @param type which
     * @param code the text to type, or the link to open
     * @param evidence why a text was taken for it; null when the answer was the code
     */
    record Found(OtpType type, String code, @Nullable Evidence evidence) implements Reading {
        @Override
        public String toString() {
            return "Found[" + type + "]";
        }
    }

    /** Nothing that a login can use. */
    record Nothing(Why why) implements Reading {}

    /** Why not. */
    enum Why implements WireNamed {
        /** One of the forms of "not yet". */
        NO_CODE(true),
        /** A text in which no code could be found with certainty. */
        NO_CODE_IN_TEXT(true),
        /** A code where a link was asked for, or a link where a code was. */
        OTHER_TYPE(true),
        /** A number or another value that is not a text. A number may have lost a leading zero. */
        NOT_A_STRING(false),
        /** JSON, but not an object. */
        NOT_AN_OBJECT(false),
        /** Not JSON. */
        NOT_JSON(false),
        /** A status other than 200. */
        UNEXPECTED_STATUS(false);

        private final boolean asAgreed;

        Why(boolean asAgreed) {
            this.asAgreed = asAgreed;
        }

        /** Whether the server keeps to the contract. */
        boolean asAgreed() {
            return asAgreed;
        }
    }
}
