package dev.postern.ingest.spool;

/** A record could not be kept, and whoever sent it must hear that. */
final class SpoolRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpoolRefusal(String message) {
        super(message);
    }
}
