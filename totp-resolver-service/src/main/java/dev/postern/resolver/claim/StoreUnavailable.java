package dev.postern.resolver.claim;

/** The database is out of reach or refused a statement; nothing was changed. The same may be tried again. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreUnavailable(Throwable cause) {
        super("The database is out of reach", cause);
    }
}
