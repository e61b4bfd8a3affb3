package dev.postern.command.connection;

/** How a command ends: docs/command-line.md, "Exit codes". */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    WRONG_USE(2),
    NO_CODE(3),
    UNREACHABLE(4),
    KEY_REFUSED(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What the shell sees. */
    public int number() {
        return number;
    }
}
