package dev.postern.platform.body;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A body that has come whole and is within its route's limit. Its memory counts until it is closed; more than one call of
 * {@link #close} counts once. Closing is thread-safe.
 */
public final class ArrivedBody extends ByteArrayInputStream {
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A body that begins at the array's start.
     *
     * @param length how much of the array it is
     * @param giveBack gives the memory back; does not block
     */
    public ArrivedBody(byte[] bytes, int length, Runnable giveBack) {
        super(bytes, 0, length);
        this.giveBack = giveBack;
    }

    /** All bytes; without a copy where the array is just as long. */
    public byte[] bytes() {
        return buf.length == count ? buf : Arrays.copyOf(buf, count);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
