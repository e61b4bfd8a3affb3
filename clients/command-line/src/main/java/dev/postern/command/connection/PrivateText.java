package dev.postern.command.connection;

import java.nio.file.Path;

/** A secret that a person hands to a verb: by a file, since every user of a machine sees the options of all processes. */
public final class PrivateText {

    private PrivateText() {}

    /**
     * The text of a file that its owner alone can read, without the line's end.
     *
     * @throws CommandFailed it cannot be read, or others can read it
     */
    public static String of(Path file) {
        return PrivateFile.read(file).strip();
    }
}
