package dev.postern.resolver.received;

import dev.postern.events.Event;
import dev.postern.platform.limit.FairPlaces;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.topic.EventReader;
import dev.postern.platform.topic.UnusableEvent;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a channel fairly by organisation: organisations are served in turn, and events with equal keys one after the
 * other. What one batch brought from one partition is acknowledged once every event of it is taken or put aside. What waits is bounded
 * in number and bytes, but for the last batch: beyond that the channel gets nothing more, and its consumer pauses its partitions.
 *
 * @param <E> the events of the channel
 */
final class FairIntake<E extends Event> {
    private static final Logger LOGGER = Logger.getLogger(FairIntake.class);

    private final EventReader<E> reader;
    private final Function<E, String> organization;
    private final Taking taking;
    private final Assignments assignments;
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
     * @param assignments the partitions that this replica has
     * @param atOnce how many events are taken at once
     * @param mostWaiting how many events are in memory, apart from the last batch
     * @param mostBytes how large the events in memory are together, apart from the last batch
     */
    FairIntake(
            Class<E> type,
            Function<E, String> organization,
            Taking taking,
            Assignments assignments,
            int atOnce,
            int mostWaiting,
            long mostBytes) {
        this.reader = new EventReader<>(type);
        this.organization = organization;
        this.taking = taking;
        this.assignments = assignments;
        // While thousands of calls of callers are at work on virtual threads, a code is not behind them.
        this.places = new FairPlaces(
                atOnce, Thread.ofPlatform().daemon().name("received-event").factory());
        this.mostWaiting = mostWaiting;
        this.mostBytes = mostBytes;
    }

    /**
     * Takes each record when its turn has come. Completes, always well, when what is no event is put aside and there is room for
     * another batch.
     */
    CompletionStage<Void> put(Iterable<KafkaRecord<String, byte[]>> batch) {
        List<CompletableFuture<Void>> refusals = new ArrayList<>();
        for (BatchPart part : BatchPart.of(batch, assignments)) {
            for (KafkaRecord<String, byte[]> message : part.records()) {
                ConsumerRecord<String, byte[]> record = recordOf(message);
                try {
                    queue(message, part, record, reader.read(record));
                } catch (UnusableEvent e) {
                    refusals.add(putAside(message, part, e).toCompletableFuture());
                }
            }
        }
        return CompletableFuture.allOf(refusals.toArray(CompletableFuture[]::new))
                .thenCompose(_ -> room());
    }

    @SuppressWarnings("unchecked") // Of the types of the message.
    private static ConsumerRecord<String, byte[]> recordOf(KafkaRecord<String, byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
    }

    private void queue(Message<?> message, BatchPart part, ConsumerRecord<String, byte[]> record, E event) {
        long size = record.value().length;
        enter(size);
        places.run(organization.apply(event), record.key(), () -> {
            try {
                take(message, part, record);
            } finally {
                leave(size);
            }
        });
    }

    /** How many events are in memory. */
    synchronized int held() {
        return waiting;
    }

    private void take(Message<?> message, BatchPart part, ConsumerRecord<String, byte[]> record) {
        try {
            taking.take(record);
        } catch (UnusableEvent e) {
            putAside(message, part, e);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            message.nack(e);
            return;
        } catch (RuntimeException e) {
            message.nack(e);
            return;
        }
        part.settled();
    }

    private static CompletionStage<Void> putAside(Message<?> message, BatchPart part, UnusableEvent reason) {
        return message.nack(reason).thenRun(part::settled).exceptionally(failure -> {
            LOGGER.warnf("An event could not be put aside and stays on its topic problem=%s", FailureTrace.of(failure));
            return null;
        });
    }

    private synchronized void enter(long size) {
        waiting++;
        bytes += size;
    }

    private synchronized CompletionStage<Void> room() {
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
