package dev.postern.resolver.received;

import dev.postern.events.Event;
import dev.postern.platform.limit.FairPlaces;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.topic.EventReader;
import dev.postern.platform.topic.UnusableEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a channel fairly by organisation: organisations are served in turn, and events with equal keys one after the
 * other. A message is acknowledged once its event is taken, and refused when it cannot be. What waits is bounded in number and
 * bytes: beyond that the channel gets nothing more, and its consumer pauses its partitions.
 *
 * @param <E> the events of the channel
 */
final class FairIntake<E extends Event> {
    private static final Logger LOGGER = Logger.getLogger(FairIntake.class);

    private final EventReader<E> reader;
    private final Function<E, String> organization;
    private final Taking taking;
    private final FairPlaces places;
    private final int mostWaiting;
    private final long mostBytes;
    private int waiting;
    private long bytes;
    private @Nullable CompletableFuture<Void> room;

    /** Takes one record; as {@code Intake#take} does. */
    interface Taking {
        void take(ConsumerRecord<String, byte[]> record) throws InterruptedException;
    }

    /**
     * An intake without events.
     *
     * @param type the events of the channel
     * @param organization whose event it is
     * @param atOnce how many events are taken at once
     * @param mostWaiting how many events are in memory at most
     * @param mostBytes how large the events in memory are together, apart from the last
     */
    FairIntake(
            Class<E> type,
            Function<E, String> organization,
            Taking taking,
            int atOnce,
            int mostWaiting,
            long mostBytes) {
        this.reader = new EventReader<>(type);
        this.organization = organization;
        this.taking = taking;
        this.places = new FairPlaces(atOnce);
        this.mostWaiting = mostWaiting;
        this.mostBytes = mostBytes;
    }

    /** Takes the message when its turn has come. Completes, always well, when there is room for another. */
    CompletionStage<Void> put(Message<ConsumerRecord<String, byte[]>> message) {
        ConsumerRecord<String, byte[]> record = message.getPayload();
        E event;
        try {
            event = reader.read(record);
        } catch (UnusableEvent e) {
            return refuse(message, e);
        }
        long size = record.value().length;
        CompletionStage<Void> next = enter(size);
        places.run(organization.apply(event), record.key(), () -> {
            try {
                take(message, record);
            } finally {
                leave(size);
            }
        });
        return next;
    }

    /** How many events are in memory. */
    synchronized int held() {
        return waiting;
    }

    private void take(Message<ConsumerRecord<String, byte[]>> message, ConsumerRecord<String, byte[]> record) {
        try {
            taking.take(record);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(message, e);
            return;
        } catch (RuntimeException e) {
            refuse(message, e);
            return;
        }
        message.ack();
    }

    private static CompletionStage<Void> refuse(Message<?> message, Exception reason) {
        return message.nack(reason).exceptionally(failure -> {
            LOGGER.warnf("An event could not be put aside and stays on its topic problem=%s", FailureTrace.of(failure));
            return null;
        });
    }

    private synchronized CompletionStage<Void> enter(long size) {
        waiting++;
        bytes += size;
        if (hasRoom()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> later = new CompletableFuture<>();
        room = later;
        return later;
    }

    private void leave(long size) {
        CompletableFuture<Void> waited = null;
        synchronized (this) {
            waiting--;
            bytes -= size;
            if (hasRoom()) {
                waited = room;
                room = null;
            }
        }
        if (waited != null) {
            waited.complete(null);
        }
    }

    private boolean hasRoom() {
        return waiting < mostWaiting && bytes < mostBytes;
    }
}
