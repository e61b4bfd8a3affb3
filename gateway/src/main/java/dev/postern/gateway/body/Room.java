package dev.postern.gateway.body;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that bodies may take together while they come and are worked on. Those beyond 64 KiB leave a quarter to the shorter
 * ones: whoever sends files, however slowly, keeps nobody from a form. Safe for many threads.
 */
public final class Room {
    private static final int SHORT = 64 * 1024;

    private final AtomicLong free;
    private final long forShortOnes;

    /** @param bytes how much it is together */
    public Room(long bytes) {
        this.free = new AtomicLong(bytes);
        this.forShortOnes = bytes / 4;
    }

    /**
     * Takes bytes for a body, if they are free.
     *
     * @param held what the body has taken before
     * @param more what it needs now
     */
    boolean take(long held, long more) {
        boolean taken = free.addAndGet(-more) >= (held + more > SHORT ? forShortOnes : 0);
        if (!taken) {
            free.addAndGet(more);
        }
        return taken;
    }

    /** Gives bytes back that were taken. */
    void giveBack(long bytes) {
        free.addAndGet(bytes);
    }

    /** How many bytes are free now. */
    public long free() {
        return free.get();
    }
}
