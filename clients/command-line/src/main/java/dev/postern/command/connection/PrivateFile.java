package dev.postern.command.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file with a secret. One that other users can read is refused. */
final class PrivateFile {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateFile() {}

    /**
     * Its text.
     *
     * @throws CommandFailed it cannot be read, or others can read it
     */
    static String read(Path file) {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new CommandFailed(
                        ExitCode.WRONG_USE, file + " can be read by other users. Close it first: chmod 600 " + file);
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE, file + " cannot be read. Name a text file that this user may open.");
        }
    }
}
