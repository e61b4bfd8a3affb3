package dev.postern.resolver.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The callers on this replica that wait for something to happen to their organisation's codes. Each is a future and
 * holds no thread. Safe for many threads.
 */
@ApplicationScoped
class Followers {
    private final ConcurrentHashMap<String, Map<Object, CompletableFuture<News>>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean stopping;

    Followers(MeterRegistry metrics) {
        metrics.gauge("postern.code.followers", count);
    }

    /** Why a follower is woken. */
    enum News {
        /** There are events to be read. */
        EVENTS,
        /** Nothing happened for the whole wait. */
        NOTHING,
        /** This replica stops. */
        STOPPING
    }

    /** Waits from now on. To miss nothing, wait first and then look. */
    CompletableFuture<News> await(String organizationId, Duration longest) {
        CompletableFuture<News> future = new CompletableFuture<>();
        Object place = new Object();
        waiting.compute(organizationId, (_, others) -> {
            Map<Object, CompletableFuture<News>> all = others == null ? new ConcurrentHashMap<>(1) : others;
            all.put(place, future);
            return all;
        });
        count.incrementAndGet();
        var _ = future.whenComplete((_, _) -> letGo(organizationId, place));
        if (stopping) {
            future.complete(News.STOPPING);
        }
        return future.completeOnTimeout(News.NOTHING, longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Something happened to this organisation's codes. */
    void tell(String organizationId) {
        complete(organizationId, News.EVENTS);
    }

    /** Something may have happened to any organisation's codes. */
    void tellAll() {
        List.copyOf(waiting.keySet()).forEach(this::tell);
    }

    /** Followers go on at another replica. */
    void onStopping(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        List.copyOf(waiting.keySet()).forEach(organization -> complete(organization, News.STOPPING));
    }

    private void complete(String organizationId, News news) {
        Map<Object, CompletableFuture<News>> futures = waiting.get(organizationId);
        if (futures != null) {
            List.copyOf(futures.values()).forEach(future -> future.complete(news));
        }
    }

    private void letGo(String organizationId, Object place) {
        count.decrementAndGet();
        waiting.computeIfPresent(organizationId, (_, all) -> {
            all.remove(place);
            return all.isEmpty() ? null : all;
        });
    }
}
