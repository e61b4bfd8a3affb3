package dev.postern.ingest.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory in which posts are read: that of all posts being read at once is bounded. A post takes its share by the length
 * of its body, up to what its longest text needs, since attachments are not held. Posts beyond wait for a short time. One
 * organisation leaves a quarter to the others: the posts of others never wait behind those that it has too many of.
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
    private final Map<String, Own> byOrganization = new ConcurrentHashMap<>();
    private final int all;
    private final int mostOfOne;
    private final long longestWaitMillis;

    ReadingRoom() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, LONGEST_WAIT_MILLIS);
    }

    ReadingRoom(long bytes, long longestWaitMillis) {
        this.all = Math.clamp(bytes / KIBIBYTE, 1, Integer.MAX_VALUE);
        this.mostOfOne = all - all / 4;
        this.kibibytes = new Semaphore(all, true);
        this.longestWaitMillis = longestWaitMillis;
    }

    /** What the posts of one organisation may take that are being read or wait. */
    private record Own(Semaphore kibibytes, int posts) {
        Own with(int more) {
            return new Own(kibibytes, posts + more);
        }
    }

    /**
     * Takes the share of a post; zero when there was none in time, and the provider should send it again.
     *
     * @param length of its body, in bytes
     */
    int enter(String organizationId, int length) {
        int share = Math.min(mostOfOne, EACH + MEMORY_BY_LENGTH * Math.min(length / KIBIBYTE, LONGEST_TEXTS));
        Semaphore own = join(organizationId);
        boolean entered = false;
        try {
            if (take(own, share)) {
                entered = take(kibibytes, share);
                if (!entered) {
                    own.release(share);
                }
            }
        } finally {
            if (!entered) {
                part(organizationId);
            }
        }
        return entered ? share : 0;
    }

    /** Gives a share back. */
    void leave(String organizationId, int share) {
        kibibytes.release(share);
        byOrganization.computeIfPresent(organizationId, (_, own) -> {
            own.kibibytes().release(share);
            return own;
        });
        part(organizationId);
    }

    private boolean take(Semaphore from, int share) {
        try {
            return from.tryAcquire(share, longestWaitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Semaphore join(String organizationId) {
        return byOrganization
                .compute(
                        organizationId,
                        (_, own) -> own == null ? new Own(new Semaphore(mostOfOne, true), 1) : own.with(1))
                .kibibytes();
    }

    private void part(String organizationId) {
        byOrganization.computeIfPresent(organizationId, (_, own) -> own.posts() == 1 ? null : own.with(-1));
    }
}
