package dev.postern.local.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** Files that only their owner may read, from the moment they exist. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private PrivateFiles() {}

    /**
     * Makes a folder that only its owner may enter. A folder that exists is closed to others, when it is this user's and nobody
     * else can have put anything into it.
     *
     * @throws UncheckedIOException when the folder cannot be made or closed; its cause is {@link FolderNotOurs} when others use it
     */
    public static void createFolder(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                close(folder);
            } else {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Path folder) throws IOException {
        if (!isOurs(folder)) {
            throw new FolderNotOurs(folder, "belongs to another user");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
        if (OWNER_ONLY.containsAll(permissions)) {
            return;
        }
        // What lies there may be another user's choice: a key that they know.
        if (permissions.removeAll(OTHERS_WRITE) && !isEmpty(folder)) {
            throw new FolderNotOurs(folder, "can be written by other users and is not empty");
        }
        Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }

    /** Whether this process's user owns it: what the process makes belongs to that user. */
    private static boolean isOurs(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, ".owner", null);
        try {
            return Files.getOwner(probe).equals(Files.getOwner(folder));
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            return !files.iterator().hasNext();
        }
    }

    /** The file's text; made first when there is no such file. Mode 0600. */
    public static String readOrCreate(Path file, Supplier<String> content) {
        try {
            if (!Files.exists(file)) {
                create(file, content.get());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path file, String content) throws IOException {
        // Written aside and moved, so that a crash leaves no half of a key.
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        try (SeekableByteChannel channel = Files.newByteChannel(
                aside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            Channels.newOutputStream(channel).write(content.getBytes(StandardCharsets.UTF_8));
        }
        try {
            Files.move(aside, file);
        } catch (FileAlreadyExistsException e) {
            Files.delete(aside);
        }
    }
}
