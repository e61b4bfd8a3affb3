package dev.postern.ingest.publish;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds how much may wait for the broker at once. While the broker is away, more is refused at once, not queued. */
final class PendingBytes {
    private final long limit;
    private final AtomicLong pending = new AtomicLong();

    PendingBytes(long limit) {
        this.limit = limit;
    }

    /** Takes room for a record; false when there is none. The room must be given back. */
    boolean tryTake(long bytes) {
        if (pending.addAndGet(bytes) <= limit) {
            return true;
        }
        giveBack(bytes);
        return false;
    }

    void giveBack(long bytes) {
        pending.addAndGet(-bytes);
    }

    long pending() {
        return pending.get();
    }
}
