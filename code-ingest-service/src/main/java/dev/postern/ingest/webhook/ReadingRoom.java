package dev.postern.ingest.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory in which posts are read: that of all posts being read at once is bounded. A post takes its share by the length
 * of its body, up to what its longest text needs, since attachments are not held. Posts beyond wait for a short time.
 */
@ApplicationScoped
class ReadingRoom {
    private static final int KIBIBYTE = 1024;
    private static final int EACH = 512;
    // A page is taken apart into elements, each many times its length in the text.
    private static final int MEMORY_BY_LENGTH = 32;
    private static final int LONGEST_TEXTS = 512;
    private static final int PART_OF_HEAP = 4;
    private static final long LONGEST_WAIT_MILLIS = 2_000;

    private final Semaphore kibibytes;
    private final int all;
    private final long longestWaitMillis;

    ReadingRoom() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, LONGEST_WAIT_MILLIS);
    }

    ReadingRoom(long bytes, long longestWaitMillis) {
        this.all = Math.clamp(bytes / KIBIBYTE, 1, Integer.MAX_VALUE);
        this.kibibytes = new Semaphore(all, true);
        this.longestWaitMillis = longestWaitMillis;
    }

    /**
     * Takes the share of a post; zero when there was none in time, and the provider should send it again.
     *
     * @param length of its body, in bytes
     */
    int enter(int length) {
        int share = Math.min(all, EACH + MEMORY_BY_LENGTH * Math.min(length / KIBIBYTE, LONGEST_TEXTS));
        try {
            return kibibytes.tryAcquire(share, longestWaitMillis, TimeUnit.MILLISECONDS) ? share : 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Gives a share back. */
    void leave(int share) {
        kibibytes.release(share);
    }
}
