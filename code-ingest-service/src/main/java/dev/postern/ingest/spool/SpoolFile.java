package dev.postern.ingest.spool;

import dev.postern.platform.problem.FailureTrace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The file that holds the records, a store of H2 (MVStore). It is made for the first record and discarded
 * after the last. What {@link #append} returned from is on the disk. After any failure the store is closed as a crash would, and
 * the next call opens what the disk has. For one thread at a time.
 */
final class SpoolFile implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(SpoolFile.class);
    private static final String NAME = "records.mv";
    private static final String NEW = "records.new";
    private static final String BROKEN = "records.broken";
    private static final String MAP = "records";
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER = owners("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE = owners("rw-------");
    private static final Set<Integer> BROKEN_CODES = Set.of(
            DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_CHUNK_NOT_FOUND,
            DataUtils.ERROR_UNSUPPORTED_FORMAT,
            DataUtils.ERROR_SERIALIZATION);
    private static final int CACHE_MIB = 1;
    private static final long SLACK = 1024L * 1024;

    private final Path file;
    private final String scheme;
    private @Nullable MVStore store;
    private long liveBytes;

    /** The file of a folder of its own below the given one, which only this process's user may enter. */
    SpoolFile(Path folder) {
        this(folder, "");
    }

    /** @param scheme of one of H2's file systems, with a colon */
    SpoolFile(Path folder, String scheme) {
        this.file = folder.resolve("spool").resolve(NAME).toAbsolutePath();
        this.scheme = scheme;
    }

    private static FileAttribute<Set<PosixFilePermission>> owners(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** Makes the folder, closes it to others, tries whether a file can be made there, and deletes one whose writing was cut off. */
    void prepare() throws IOException {
        Path folder = folder();
        Files.createDirectories(folder, OWNERS_FOLDER);
        Files.setPosixFilePermissions(folder, OWNERS_FOLDER.value());
        Path fresh = file.resolveSibling(NEW);
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, OWNERS_FILE);
        Files.delete(fresh);
    }

    /** Whether another process has the file open. */
    static boolean isInUse(RuntimeException failure) {
        return failure instanceof MVStoreException e && e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED;
    }

    /** Whether what is in the file can never be read. */
    static boolean isBroken(RuntimeException failure) {
        return failure instanceof IllegalArgumentException
                || (failure instanceof MVStoreException e && BROKEN_CODES.contains(e.getErrorCode()));
    }

    /** Shows everything on the disk, in order. */
    void forEach(BiConsumer<Long, byte[]> visitor) {
        if (Files.exists(file)) {
            inStore(records -> {
                records.entrySet().forEach(entry -> visitor.accept(entry.getKey(), entry.getValue()));
                return records;
            });
        }
    }

    /** The record of a number; null when there is none. */
    byte @Nullable [] read(long number) {
        return Files.exists(file) ? inStore(records -> records.get(number)) : null;
    }

    /** Writes records and has the disk confirm them. */
    void append(SortedMap<Long, byte[]> more) {
        long added = more.values().stream().mapToLong(bytes -> bytes.length).sum();
        inStore(records -> {
            more.forEach(records::put);
            return commit();
        });
        liveBytes += added;
        rewriteIfLong();
    }

    /** Removes records. */
    void remove(Collection<Long> numbers) {
        long removed = inStore(records -> {
            long bytes = numbers.stream()
                    .map(records::remove)
                    .filter(Objects::nonNull)
                    .mapToLong(record -> record.length)
                    .sum();
            commit();
            return bytes;
        });
        liveBytes -= removed;
        rewriteIfLong();
    }

    /** Removes all records, with the file. */
    void discard() {
        close();
        liveBytes = 0;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file aside that cannot be read, for somebody who can, and begins anew. */
    void putAside() {
        close();
        try {
            Files.move(file, folder().resolve(BROKEN), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long the records are together, in bytes. */
    long liveBytes() {
        return liveBytes;
    }

    /** How much of the disk the file takes, in bytes. */
    long size() {
        MVStore open = store;
        return open == null ? 0 : open.getFileStore().size();
    }

    /** How long the records may be together, if the file and its copy while it is rewritten may take so much of the disk. */
    static long roomIn(long bytes) {
        return (bytes - SLACK) / 3;
    }

    /** Closes the file without another write: all that was confirmed is there. */
    @Override
    public void close() {
        MVStore open = store;
        store = null;
        if (open != null) {
            open.closeImmediately();
        }
    }

    private interface Work<T extends @Nullable Object> {
        T on(MVMap<Long, byte[]> records);
    }

    private <T extends @Nullable Object> T inStore(Work<T> work) {
        try {
            return work.on(recordsOf(store()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private MVStore store() {
        MVStore open = store;
        if (open == null) {
            if (!Files.exists(file)) {
                write(_ -> {});
            }
            open = opened(file);
            store = open;
            liveBytes = 0;
            recordsOf(open).values().forEach(record -> liveBytes += record.length);
        }
        return open;
    }

    private static MVMap<Long, byte[]> recordsOf(MVStore open) {
        return open.openMap(
                MAP,
                new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
    }

    private MVStore opened(Path path) {
        // Nothing is written by another thread or at another time than in commit().
        MVStore open = new MVStore.Builder()
                .fileName(scheme + path)
                .autoCommitDisabled()
                .cacheSize(CACHE_MIB)
                .open();
        // In space that is used again, a power failure may hide a chunk that the disk confirmed (SpoolFileTest).
        open.setReuseSpace(false);
        return open;
    }

    /**
     * Writes a whole file and puts it into the place of the present one. The store alone would make it readable for others, and if it
     * were killed over its first write, leave a file that cannot be read.
     */
    private void write(Consumer<MVMap<Long, byte[]>> content) {
        Path fresh = file.resolveSibling(NEW);
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, OWNERS_FILE);
            MVStore made = opened(fresh);
            try {
                content.accept(recordsOf(made));
                made.commit();
                made.sync();
            } finally {
                made.closeImmediately();
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            ForcedFolder.ON_DISK.force(folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The store only ever adds to its file. What was removed goes when the file is written anew. */
    private void rewriteIfLong() {
        if (size() <= 2 * liveBytes + SLACK) {
            return;
        }
        try {
            inStore(records -> {
                write(anew -> records.entrySet().forEach(each -> anew.put(each.getKey(), each.getValue())));
                return records;
            });
        } catch (RuntimeException e) {
            LOGGER.warnf("The file of kept messages cannot be made shorter problem=%s", FailureTrace.of(e));
        } finally {
            close();
        }
    }

    private long commit() {
        MVStore open = store();
        open.commit();
        open.sync();
        return open.getCurrentVersion();
    }

    /** The folder that the file is in. */
    Path folder() {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalStateException("The file has no folder");
        }
        return folder;
    }
}
