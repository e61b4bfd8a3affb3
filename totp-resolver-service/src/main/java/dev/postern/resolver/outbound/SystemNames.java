package dev.postern.resolver.outbound;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The machine's own look-up. It blocks the carrier of a virtual thread, and a user may choose a name whose server never
 * answers. It therefore has a few threads of its own, and a time limit.
 */
@ApplicationScoped
class SystemNames implements Names {
    private static final int THREADS = 32;
    private static final int QUEUED = 1_000;
    private static final long LONGEST_SECONDS = 5;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUED),
            Thread.ofPlatform().daemon().name("names-", 0).factory());

    SystemNames() {
        threads.allowCoreThreadTimeOut(true);
    }

    void onStop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    @Override
    public List<InetAddress> of(String host) throws UnknownHostException {
        try {
            Future<List<InetAddress>> asked = threads.submit(() -> List.of(InetAddress.getAllByName(host)));
            try {
                return asked.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            } finally {
                asked.cancel(true);
            }
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            // The cause is left out, since it quotes the name.
            throw new UnknownHostException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException();
        }
    }
}
