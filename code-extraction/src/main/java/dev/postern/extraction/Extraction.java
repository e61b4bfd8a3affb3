package dev.postern.extraction;

/** What a message holds. */
public sealed interface Extraction {

    /**
     * A code.
     *
     * @param value what is to be typed; leading zeros are part of it
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

    /** A code to type and a link to open instead. */
    record Both(Code code, Link link) implements Extraction {}

    /** Neither, or not surely. */
    record Nothing(Reason reason) implements Extraction {}
}
