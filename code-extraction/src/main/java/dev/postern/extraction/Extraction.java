package dev.postern.extraction;

import org.jspecify.annotations.Nullable;

/**
 * What one message says.
 *
 * @param found the code, the link, both, or neither
 * @param details what the message says besides
 */
public record Extraction(Found found, Details details) {

    /** What a message holds. */
    public sealed interface Found permits Code, Link, Both, Nothing {

        /** The code; null when there is none. */
        default @Nullable Code code() {
            return null;
        }

        /** The link; null when there is none. */
        default @Nullable Link link() {
            return null;
        }

        /** Whether what is wanted is there. */
        default boolean holds(CodeExtractor.Wanted wanted) {
            return switch (wanted) {
                case CODE -> code() != null;
                case LINK -> link() != null;
                case EITHER -> code() != null || link() != null;
            };
        }
    }

    /**
     * A code.
     *
     * @param value what is to be typed; leading zeros are part of it
     */
    public record Code(String value, Evidence evidence) implements Found {
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
     * @param url to be opened as it is; nobody here has opened it
     */
    public record Link(String url, Evidence evidence) implements Found {
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
    public record Both(Code code, Link link) implements Found {}

    /** Neither, or not surely. */
    public record Nothing(Reason reason) implements Found {}
}
