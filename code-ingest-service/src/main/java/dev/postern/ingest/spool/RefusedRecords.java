package dev.postern.ingest.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Records that the broker refuses for good, each in a file of its own, beside the file of those that wait. A person looks at them with
 * {@code ./postern spool}, which puts those that are to be sent again into another folder, from where they are kept anew. Bounded in
 * number and bytes. For one thread.
 */
final class RefusedRecords {
    private static final String REFUSED = "refused";
    private static final String AGAIN = "again";
    private static final String ENDING = ".json";
    private static final String UNFINISHED = ".new";
    private static final int MOST_RECORDS = 1_000;
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path refused;
    private final Path again;
    private final ForcedFolder disk;

    /** @param folder that of the spool's file */
    RefusedRecords(Path folder) {
        this(folder, ForcedFolder.ON_DISK);
    }

    /** @param disk has the names of files confirmed */
    RefusedRecords(Path folder, ForcedFolder disk) {
        this.disk = disk;
        refused = folder.resolve(REFUSED);
        again = folder.resolve(AGAIN);
    }

    /** A record that is to be sent again, and its file. */
    record Again(Path file, SpooledRecord record) {}

    /** How many there are. */
    int size() {
        return files(refused).size();
    }

    /**
     * Puts a record aside and has the disk confirm it; false when there is no room.
     *
     * @throws UncheckedIOException when the disk does not take it
     */
    boolean put(long number, SpooledRecord record) {
        byte[] bytes = record.toBytes();
        List<Path> there = files(refused);
        if (there.size() >= MOST_RECORDS
                || there.stream().mapToLong(RefusedRecords::length).sum() + bytes.length > MOST_BYTES) {
            return false;
        }
        String name = record.keptAtMillis() + "-" + number;
        try {
            makeFolder();
            Path fresh = refused.resolve(name + UNFINISHED);
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, OWNERS_FILE);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes));
                channel.force(true);
            }
            Files.move(fresh, refused.resolve(name + ENDING), StandardCopyOption.ATOMIC_MOVE);
            disk.force(refused);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeFolder() throws IOException {
        Files.createDirectories(refused, OWNERS_FOLDER);
        Path parent = refused.getParent();
        if (parent != null) {
            disk.force(parent);
        }
    }

    /** The records that are to be sent again, the oldest first. One that cannot be read goes back. */
    List<Again> again() {
        return files(again).stream().flatMap(this::read).toList();
    }

    /** A record was kept anew. */
    void forget(Again sent) {
        try {
            Files.deleteIfExists(sent.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<Again> read(Path file) {
        try {
            return Stream.of(new Again(file, SpooledRecord.fromBytes(Files.readAllBytes(file))));
        } catch (IllegalArgumentException e) {
            goBack(file);
            return Stream.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void goBack(Path file) {
        try {
            makeFolder();
            Files.move(file, refused.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            disk.force(refused);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // It was taken away meanwhile.
            return 0;
        }
    }
}
