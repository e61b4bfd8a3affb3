package dev.postern.resolver.outbound;

import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.limit.FairPlaces;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The machine's own look-up. It blocks the carrier of a virtual thread, and a user may choose a name whose server never
 * answers. It therefore has a few threads of its own, and a time limit. Nothing breaks off a look-up, so its thread is taken until it
 * ends; one organisation leaves a fifth of the threads to others.
 */
@ApplicationScoped
class SystemNames implements Names {
    private static final int THREADS = 32;
    private static final int QUEUED = 1_000;
    private static final long LONGEST_SECONDS = 5;

    private final Names blocking;
    private final FairPlaces places = new FairPlaces(THREADS);
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("names-", 0).factory());

    @Inject
    SystemNames() {
        this(host -> List.of(InetAddress.getAllByName(host)));
    }

    SystemNames(Names blocking) {
        this.blocking = blocking;
        threads.allowCoreThreadTimeOut(true);
    }

    void onStop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    @Override
    public List<InetAddress> of(String host) throws UnknownHostException {
        if (places.waiting() >= QUEUED) {
            throw new UnknownHostException();
        }
        CompletableFuture<List<InetAddress>> asked = new CompletableFuture<>();
        places.queue(
                CallingOrganization.current().orElse(""),
                new Object(),
                place -> threads.execute(() -> answer(host, asked, place)));
        try {
            return asked.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The cause is left out, since it quotes the name.
            throw new UnknownHostException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException();
        } finally {
            asked.cancel(false);
        }
    }

    private void answer(String host, CompletableFuture<List<InetAddress>> asked, FairPlaces.Place place) {
        try {
            if (!asked.isDone()) {
                asked.complete(blocking.of(host));
            }
        } catch (UnknownHostException | RuntimeException e) {
            asked.completeExceptionally(e);
        } finally {
            place.leave();
        }
    }
}
