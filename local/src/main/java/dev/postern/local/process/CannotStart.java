package dev.postern.local.process;

import dev.postern.local.verb.VerbFailed;

/** Postern cannot start here; the message says what to do about it. */
public final class CannotStart extends VerbFailed {
    private static final long serialVersionUID = 1L;

    public CannotStart(String message) {
        super(message);
    }
}
