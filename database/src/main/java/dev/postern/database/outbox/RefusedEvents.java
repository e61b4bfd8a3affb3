package dev.postern.database.outbox;

import dev.postern.events.Topic;
import dev.postern.platform.topic.SendFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import org.jboss.logging.Logger;

/** Counts and logs the events that the broker refuses for good: {@code postern_outbox_refused_total}. */
@ApplicationScoped
class RefusedEvents {
    private static final Logger LOGGER = Logger.getLogger(RefusedEvents.class);

    private final MeterRegistry registry;

    RefusedEvents(MeterRegistry registry) {
        this.registry = registry;
        for (SendFailure.Reason reason : SendFailure.Reason.values()) {
            // From the start at 0, so that a rise is seen.
            var _ = counter(reason);
        }
    }

    private Counter counter(SendFailure.Reason reason) {
        return Counter.builder("postern.outbox.refused")
                .description("Events that the broker refuses for good")
                .tag("reason", reason.hyphenatedName())
                .register(registry);
    }

    void note(OutboxRows.Row row, SendFailure.Reason reason) {
        counter(reason).increment();
        LOGGER.errorf(
                "The broker refuses an event for good; it was put aside rowId=%d topic=%s problem=%s",
                row.id(), known(row.topic()), reason.hyphenatedName());
    }

    /** A row may name anything as its topic, and a log line holds no such text. */
    private static String known(String topic) {
        return Arrays.stream(Topic.values()).anyMatch(one -> one.topicName().equals(topic)) ? topic : "unknown";
    }
}
