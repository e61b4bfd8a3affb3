package dev.postern.local.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reserves a folder for one user at a time. The operating system releases it however the process ends. */
public final class FolderLock implements AutoCloseable {
    // The garbage collector closes a channel without a reference, which releases the lock.
    private static final Set<FolderLock> HELD = ConcurrentHashMap.newKeySet();

    private final FileLock lock;

    private FolderLock(FileLock lock) {
        this.lock = lock;
    }

    /** Empty when this or another process holds it. */
    public static Optional<FolderLock> take(Path file) {
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    FolderLock held = new FolderLock(lock);
                    HELD.add(held);
                    return Optional.of(held);
                }
            } catch (OverlappingFileLockException e) {
                // Held by this process.
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        HELD.remove(this);
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
