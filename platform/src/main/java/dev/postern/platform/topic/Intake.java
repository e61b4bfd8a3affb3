package dev.postern.platform.topic;

import dev.postern.events.Event;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.topic.UnusableEvent.Reason;
import dev.postern.platform.tracing.EventSpan;
import dev.postern.platform.worker.Outage;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Takes records of one topic into a store, each in a span of the trace in which it was published. While the store is away a
 * record waits and is tried again, without end. Several threads may take records at once.
 *
 * @param <E> the events of the topic
 */
public final class Intake<E extends Event> {
    private static final Logger LOGGER = Logger.getLogger(Intake.class);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

    private final EventReader<E> reader;
    private final Class<? extends RuntimeException> storeAway;
    private final Tracer tracer;
    private final Predicate<ConsumerRecord<String, byte[]>> genuine;
    private final Duration retryPause;
    private final Outage outage;

    /**
     * An intake that logs under a name.
     *
     * @param name for operators, for example "codes-received"
     * @param type the events of the topic
     * @param storeAway what the store throws while it is away; any other failure means that it refuses the event for good
     * @param mac a record that is not genuine is unusable
     */
    public Intake(
            String name, Class<E> type, Class<? extends RuntimeException> storeAway, Tracer tracer, RecordMac mac) {
        this(name, type, storeAway, tracer, mac::isGenuine, RETRY_PAUSE);
    }

    Intake(
            String name,
            Class<E> type,
            Class<? extends RuntimeException> storeAway,
            Tracer tracer,
            Predicate<ConsumerRecord<String, byte[]>> genuine,
            Duration retryPause) {
        this.reader = new EventReader<>(type);
        this.storeAway = storeAway;
        this.tracer = tracer;
        this.genuine = genuine;
        this.retryPause = retryPause;
        this.outage = new Outage(name, "Received events wait: the store is away");
    }

    /**
     * Stores the event of a record and then does what follows from it.
     *
     * @param store must accept an event that it has stored before
     * @param then called once, with what the store returned and the span
     * @throws UnusableEvent when the record is not genuine or no such event, or the store refuses the event
     * @throws InterruptedException when the thread is interrupted while the store is away; the event is not stored then
     */
    public <R> void take(ConsumerRecord<String, byte[]> record, Function<E, R> store, BiConsumer<R, EventSpan> then)
            throws InterruptedException {
        if (!genuine.test(record)) {
            throw new UnusableEvent(Reason.NOT_GENUINE);
        }
        EventSpan.of(record, tracer, span -> then.accept(stored(record, reader.read(record), store), span));
    }

    private <R> R stored(ConsumerRecord<String, byte[]> record, E event, Function<E, R> store)
            throws InterruptedException {
        while (true) {
            try {
                R result = store.apply(event);
                outage.succeeded();
                return result;
            } catch (RuntimeException e) {
                if (!storeAway.isInstance(e)) {
                    LOGGER.errorf(
                            "An event was refused by the store eventId=%s topic=%s offset=%d problem=%s",
                            event.id(), record.topic(), record.offset(), FailureTrace.of(e));
                    throw new UnusableEvent(Reason.REFUSED_BY_STORE);
                }
                outage.failed(e);
                Thread.sleep(retryPause);
            }
        }
    }
}
