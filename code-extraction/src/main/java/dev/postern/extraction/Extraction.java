package dev.postern.extraction;

/** What a message holds. */
public sealed interface Extraction permits Extraction.Code, Extraction.Link, Extraction.Nothing {

    /**
     * A code.
     *
     * @param value what is to be typed; leading zeros are part of it. Empty only for an empty message
     */
    record Code(String value, Evidence evidence) implements Extraction {
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
    record Link(String url, Evidence evidence) implements Extraction {
        @Override
        public String toString() {
            return "Link[***, " + evidence + "]";
        }
    }

    /** Neither, or not surely. */
    record Nothing(Reason reason) implements Extraction {}
}
