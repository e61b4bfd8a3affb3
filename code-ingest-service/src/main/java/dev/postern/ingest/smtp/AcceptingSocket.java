package dev.postern.ingest.smtp;

import dev.postern.platform.worker.Pulse;
import dev.postern.platform.worker.Watched;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The port on which mail is taken, with the health of the thread that takes connections from it. The library makes that thread; here
 * it is known by the calls that it makes. A socket that was closed while the service runs takes no connection ever again, so it counts
 * as dead. A thread that waits for a place among the connections is not in trouble.
 */
final class AcceptingSocket extends ServerSocket implements Watched {
    private static final String NAME = "smtp-listener";

    private volatile @Nullable Thread taker;
    private volatile @Nullable Long failsSinceNanos;

    /** Not bound yet. */
    AcceptingSocket() throws IOException {}

    @Override
    public Socket accept() throws IOException {
        taker = Thread.currentThread();
        try {
            Socket taken = super.accept();
            failsSinceNanos = null;
            return taken;
        } catch (IOException e) {
            if (failsSinceNanos == null) {
                failsSinceNanos = System.nanoTime();
            }
            throw e;
        }
    }

    /** A thread that has not called yet is about to. */
    @Override
    public Pulse pulse() {
        Thread thread = taker;
        Long since = failsSinceNanos;
        return new Pulse(
                NAME,
                !isClosed() && (thread == null || thread.isAlive()),
                Duration.ZERO,
                since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since));
    }
}
