package dev.postern.platform.startup;

/** The service does not start. The message names each wrong setting and what to do. */
final class StartupAborted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartupAborted(String message) {
        super(message, null, false, false);
    }
}
