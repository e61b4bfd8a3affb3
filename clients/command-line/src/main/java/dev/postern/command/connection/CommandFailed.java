package dev.postern.command.connection;

/** A command cannot do what it was asked to. Its message is for the person who asked, and says what to do about it. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CommandFailed(ExitCode exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** How the process ends. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
