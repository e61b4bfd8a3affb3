package dev.postern.resolver.waiting;

import dev.postern.resolver.state.CodeRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests held open on this replica. A held request is a future; it takes no thread. Safe for many threads.
 */
@ApplicationScoped
public class Waiting {
    // Nearly always one to a request, and there may be tens of thousands of requests: a list is a tenth of a map.
    private final ConcurrentHashMap<String, List<CompletableFuture<Signal>>> held = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean stopping;

    Waiting(MeterRegistry metrics) {
        metrics.gauge("postern.code.requests.held", count);
    }

    /**
     * Holds a request from now on. To miss nothing, hold it first and then look how it stands.
     *
     * @return completes with the reason to answer; complete or cancel it to stop holding
     */
    public CompletableFuture<Signal> hold(String requestId, Duration longest) {
        CompletableFuture<Signal> future = new CompletableFuture<>();
        held.merge(requestId, List.of(future), Waiting::both);
        count.incrementAndGet();
        var _ = future.whenComplete((_, _) -> letGo(requestId, future));
        if (stopping) {
            future.complete(new Signal.Stopping());
        }
        return future.completeOnTimeout(new Signal.TimeUp(), longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Answers the callers held here for these requests, with how the requests stand now. */
    public void wake(List<CodeRequest> requests) {
        for (CodeRequest request : requests) {
            complete(request.id(), new Signal.Changed(request));
        }
    }

    /** Something happened to the request on another replica. */
    void look(String requestId) {
        complete(requestId, new Signal.Look());
    }

    /** Whether a caller is held here for the request, and has no answer yet. */
    public boolean holds(String requestId) {
        return held.getOrDefault(requestId, List.of()).stream().anyMatch(future -> !future.isDone());
    }

    /** The requests held here. */
    public Set<String> heldIds() {
        return Set.copyOf(held.keySet());
    }

    /** The service was told to stop: callers are answered at once and ask another replica. */
    void onStopping(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        heldIds().forEach(id -> complete(id, new Signal.Stopping()));
    }

    private void complete(String requestId, Signal signal) {
        held.getOrDefault(requestId, List.of()).forEach(future -> future.complete(signal));
    }

    private void letGo(String requestId, CompletableFuture<Signal> future) {
        count.decrementAndGet();
        held.computeIfPresent(requestId, (_, all) -> without(all, future));
    }

    private static <T> List<T> both(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Null when nothing is left. */
    private static <T> @Nullable List<T> without(List<T> all, T one) {
        List<T> others = all.stream().filter(other -> !other.equals(one)).toList();
        return others.isEmpty() ? null : others;
    }
}
