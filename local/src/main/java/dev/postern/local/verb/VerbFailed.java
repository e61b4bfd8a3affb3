package dev.postern.local.verb;

/** A verb cannot do what it was asked to. Its message is for the person who asked, and says what to do about it. */
public class VerbFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VerbFailed(String message) {
        super(message, null, false, false);
    }
}
