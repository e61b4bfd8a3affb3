package dev.postern.gateway.body;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that bodies may take together while they come and are worked on. Safe for many threads. */
public final class Room {
    private final AtomicLong free;

    /** @param bytes how much it is together */
    public Room(long bytes) {
        this.free = new AtomicLong(bytes);
    }

    /** Takes so many bytes, if they are free. */
    boolean take(long bytes) {
        boolean taken = free.addAndGet(-bytes) >= 0;
        if (!taken) {
            free.addAndGet(bytes);
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
