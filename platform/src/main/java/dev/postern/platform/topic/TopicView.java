package dev.postern.platform.topic;

import dev.postern.events.Topic;
import dev.postern.platform.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a compacted topic from its beginning, without a consumer group, and goes on reading, so that its content is in memory.
 * One thread reads. Other threads may ask it to read up to where the topic ends now; asks that come together cost one question
 * to the broker. After a failure the topic is read from its beginning again.
 */
final class TopicView implements AutoCloseable {
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);
    private static final Duration BUSY_POLL = Duration.ofMillis(20);
    private static final Duration END_TIMEOUT = Duration.ofMillis(400);
    private static final Duration CONTACT_EVERY = Duration.ofSeconds(3);
    private static final Duration LONGEST_CATCH_UP = Duration.ofMillis(500);

    private final Map<String, Object> kafka;
    private final List<TopicPartition> partitions;
    private final Consumer<ConsumerRecord<String, byte[]>> application;
    private final Queue<CompletableFuture<Void>> asks = new ConcurrentLinkedQueue<>();
    private final Worker worker;
    private volatile boolean complete;
    private volatile long lastContactNanos;

    /**
     * Where the topic ended when the broker was asked, and the asks that came before that.
     *
     * @param offsets the offset after the last record, by partition
     * @param asks completed once everything before it was read
     */
    private record End(Map<TopicPartition, Long> offsets, List<CompletableFuture<Void>> asks) {}

    /**
     * A view that does not read yet.
     *
     * @param name of the table that it fills; two tables may read one topic
     * @param kafka the broker's address, and whatever else every client needs
     * @param application takes each record, on the view's thread; a record may come more than once
     */
    TopicView(
            String name, Map<String, Object> kafka, Topic topic, Consumer<ConsumerRecord<String, byte[]>> application) {
        this.kafka = kafka;
        this.partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                .toList();
        this.application = application;
        this.worker = new Worker("view-" + name, "A topic is not being read into memory", this::read);
    }

    /** Begins to read; call it once. */
    void start() {
        lastContactNanos = System.nanoTime();
        worker.start();
    }

    /** Whether the topic was once read to its end. Until then an unknown name is no reason to refuse. */
    boolean complete() {
        return complete;
    }

    /**
     * Whether what was read can be relied on: the thread reads, or would read if the broker answered. A view whose thread is lost or
     * stands still would never learn of a revocation.
     */
    boolean works() {
        return worker.pulse().works();
    }

    /** How long ago the broker last confirmed that this view is at the end. */
    Duration staleFor() {
        return Duration.ofNanos(System.nanoTime() - lastContactNanos);
    }

    /**
     * Looks something up. Undecided before the topic was read to its end, and while the view does not work. What is not there may have been published a moment ago: it is called unknown only after everything
     * was read that is on the topic now, for which this blocks up to half a second.
     *
     * @param known looks at what was read so far; null when it is not there
     */
    <V> Lookup<V> find(Supplier<@Nullable V> known) {
        if (!complete || !works()) {
            return new Lookup.Undecided<>();
        }
        V value = known.get();
        if (value != null) {
            return new Lookup.Found<>(value);
        }
        boolean caughtUp = catchUp(LONGEST_CATCH_UP);
        value = known.get();
        if (value != null) {
            return new Lookup.Found<>(value);
        }
        return caughtUp ? new Lookup.Unknown<>() : new Lookup.Undecided<>();
    }

    /**
     * Waits until everything is read that was on the topic at the call.
     *
     * @return false when that did not happen in time
     */
    // Each ask is an object of its own.
    @SuppressWarnings("ReferenceEquality")
    boolean catchUp(Duration timeout) {
        CompletableFuture<Void> ask = new CompletableFuture<>();
        asks.add(ask);
        worker.wake();
        try {
            ask.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            asks.removeIf(other -> other == ask);
        }
    }

    /** Ends the reading for good. */
    @Override
    public void close() {
        worker.stop();
    }

    private void read(Worker self) {
        // A broker answers a connection's requests one after the other. The question where the topic ends has a
        // connection of its own, so that
        // it does not wait behind a fetch that waits for records.
        try (KafkaConsumer<String, byte[]> consumer = TopicConsumers.alone(kafka);
                KafkaConsumer<String, byte[]> asking = TopicConsumers.alone(kafka)) {
            self.wakesBy(consumer::wakeup);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            End end = null;
            while (self.goesOn()) {
                poll(consumer, end);
                if (end == null && isEndWanted()) {
                    end = end(asking);
                }
                if (end != null && isReached(consumer, end)) {
                    confirm(end);
                    self.works();
                    end = null;
                }
            }
        }
    }

    private void poll(KafkaConsumer<String, byte[]> consumer, @Nullable End end) {
        boolean idle = end == null && complete && asks.isEmpty();
        try {
            consumer.poll(idle ? IDLE_POLL : BUSY_POLL).forEach(application);
        } catch (WakeupException e) {
            // A thread asks, or the service stops: the loop looks at both.
        }
    }

    private boolean isEndWanted() {
        return !complete || !asks.isEmpty() || staleFor().compareTo(CONTACT_EVERY) > 0;
    }

    /** Null when the broker does not answer: each ask then waits until its own time is up. */
    private @Nullable End end(KafkaConsumer<String, byte[]> asking) {
        // A later ask may mean a record that is published after the broker's answer.
        List<CompletableFuture<Void>> before = List.copyOf(asks);
        try {
            return new End(asking.endOffsets(partitions, END_TIMEOUT), before);
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            return null;
        }
    }

    private boolean isReached(KafkaConsumer<String, byte[]> consumer, End end) {
        try {
            return end.offsets().entrySet().stream()
                    .allMatch(partition -> consumer.position(partition.getKey(), END_TIMEOUT) >= partition.getValue());
        } catch (org.apache.kafka.common.errors.TimeoutException | WakeupException e) {
            return false;
        }
    }

    private void confirm(End end) {
        lastContactNanos = System.nanoTime();
        complete = true;
        end.asks().forEach(ask -> ask.complete(null));
        asks.removeIf(CompletableFuture::isDone);
    }
}
