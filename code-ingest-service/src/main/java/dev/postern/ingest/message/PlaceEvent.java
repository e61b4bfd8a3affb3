package dev.postern.ingest.message;

import dev.postern.events.Event;
import dev.postern.ingest.publish.EventPublisher;
import dev.postern.ingest.publish.Placed;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;

/**
 * Puts an event where it is safe: on its topic, or on disk while the broker is away and the sender does not come again for long. Counts
 * by provider what was kept: {@code postern_ingest_spooled_total}.
 */
@ApplicationScoped
class PlaceEvent {
    private final EventPublisher publisher;
    private final MeterRegistry registry;

    PlaceEvent(EventPublisher publisher, MeterRegistry registry) {
        this.publisher = publisher;
        this.registry = registry;
    }

    /** Completes once the event is safe, or fails as {@link EventPublisher#publish} does. */
    CompletionStage<Placed> place(Event event, Entrance entrance) {
        CompletionStage<Placed> placed =
                entrance.retries().outlastAnOutage() ? publisher.publish(event) : publisher.publishOrKeep(event);
        return placed.thenApply(where -> {
            if (where == Placed.KEPT) {
                registry.counter("postern.ingest.spooled", "provider", entrance.provider())
                        .increment();
            }
            return where;
        });
    }
}
