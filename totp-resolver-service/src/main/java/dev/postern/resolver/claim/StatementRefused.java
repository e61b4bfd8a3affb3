package dev.postern.resolver.claim;

/** The database refused a statement for what it holds; trying again is no use. Nothing was changed. */
final class StatementRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StatementRefused(Throwable cause) {
        super("The database refused the statement", cause);
    }
}
