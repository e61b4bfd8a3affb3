package dev.postern.credential.pasted;

/** Ends the reading of a pasted text. Never leaves the package. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final KeyFault fault;

    Unreadable(KeyFault fault) {
        super(fault.words(), null, false, false);
        this.fault = fault;
    }

    KeyFault fault() {
        return fault;
    }
}
