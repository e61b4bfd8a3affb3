package dev.postern.platform.topic;

import dev.postern.events.Topic;
import dev.postern.platform.problem.FailureTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a compacted topic from its beginning, without a consumer group, and keeps on reading, so that a service has the
 * topic's content in memory. One thread reads; others may ask it to catch up with the topic's end as it is now, and such
 * asks are answered together.
 */
public final class TopicView implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(TopicView.class);
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);
    private static final Duration BUSY_POLL = Duration.ofMillis(20);
    private static final Duration END_TIMEOUT = Duration.ofMillis(400);
    private static final long CONTACT_EVERY_NANOS = Duration.ofSeconds(3).toNanos();
    private static final Duration LONGEST_CATCH_UP = Duration.ofMillis(500);
    private static final int FETCH_WAIT_MS = 50;
    private static final long RETRY_PAUSE_MS = 500;

    /** Takes one record; the value is null for a deleted key. Must bear a record it has seen before. */
    public interface Application {
        void apply(String key, byte @Nullable [] value);
    }

    /** What the view says of something that is looked for. */
    public sealed interface Lookup<V> {
        /** It is there. */
        record Found<V>(V value) implements Lookup<V> {}

        /** It was not there when the question was asked. */
        record Unknown<V>() implements Lookup<V> {}

        /** Nothing can be said now. */
        record Undecided<V>() implements Lookup<V> {}
    }

    private final Map<String, Object> kafka;
    private final Topic topic;
    private final Application application;
    private final BlockingQueue<CompletableFuture<Void>> asks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean caughtUpOnce;
    private volatile boolean closed;
    private volatile long lastContactNanos;
    private volatile @Nullable KafkaConsumer<String, byte[]> current;

    /**
     * A view that does not read yet.
     *
     * @param kafka the broker's address, and whatever else every client needs
     */
    public TopicView(Map<String, Object> kafka, Topic topic, Application application) {
        this.kafka = kafka;
        this.topic = topic;
        this.application = application;
        this.thread =
                Thread.ofPlatform().daemon().name("view-" + topic.topicName()).unstarted(this::run);
    }

    /** Begins to read; call it once. */
    public void start() {
        lastContactNanos = System.nanoTime();
        thread.start();
    }

    /** Whether the topic was once read to its end; before that nothing may be refused for being unknown. */
    public boolean complete() {
        return caughtUpOnce;
    }

    /** How long ago the broker last confirmed that this view is at the end. */
    public Duration staleFor() {
        return Duration.ofNanos(System.nanoTime() - lastContactNanos);
    }

    /**
     * Looks something up. What is not there may have been made a moment ago: nothing is called unknown before everything
     * there is was read, for which this blocks up to half a second.
     *
     * @param known looks at what was read so far; null when it is not there
     */
    public <V> Lookup<V> find(Supplier<@Nullable V> known) {
        if (!complete()) {
            return new Lookup.Undecided<>();
        }
        V value = known.get();
        if (value == null) {
            boolean caughtUp = catchUp(LONGEST_CATCH_UP);
            value = known.get();
            if (value == null) {
                return caughtUp ? new Lookup.Unknown<>() : new Lookup.Undecided<>();
            }
        }
        return new Lookup.Found<>(value);
    }

    /**
     * Waits until everything is read that was in the topic at the call.
     *
     * @return false when that did not happen in time, so that nothing can be said of what is not in the view
     */
    boolean catchUp(Duration timeout) {
        CompletableFuture<Void> ask = new CompletableFuture<>();
        asks.add(ask);
        KafkaConsumer<String, byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            ask.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            ask.cancel(false);
        }
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<String, byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        } else {
            thread.interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings())) {
                current = consumer;
                read(consumer);
            } catch (RuntimeException e) {
                if (!closed) {
                    LOGGER.warnf("The view starts again topic=%s problem=%s", topic.topicName(), FailureTrace.of(e));
                    pause();
                }
            } finally {
                current = null;
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> target = Map.of();
        List<CompletableFuture<Void>> pending = new ArrayList<>();
        boolean measured = false;
        while (!closed) {
            poll(consumer, measured || !caughtUpOnce ? BUSY_POLL : IDLE_POLL);
            if (measured && reached(consumer, target)) {
                lastContactNanos = System.nanoTime();
                caughtUpOnce = true;
                pending.forEach(ask -> ask.complete(null));
                pending.clear();
                measured = false;
            }
            boolean contactDue = System.nanoTime() - lastContactNanos > CONTACT_EVERY_NANOS;
            if (!measured && (!asks.isEmpty() || !caughtUpOnce || contactDue)) {
                asks.drainTo(pending);
                pending.removeIf(CompletableFuture::isDone);
                measured = true;
                Map<TopicPartition, Long> ends = ends(consumer, partitions);
                measured = ends != null;
                target = ends == null ? Map.of() : ends;
                if (ends == null) {
                    // Out of reach: those who asked wait until their own time is up, and are asked for again.
                    asks.addAll(pending);
                    pending.clear();
                }
            }
        }
    }

    private void poll(KafkaConsumer<String, byte[]> consumer, Duration timeout) {
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(asks.isEmpty() ? timeout : BUSY_POLL)) {
                application.apply(record.key(), record.value());
            }
        } catch (WakeupException e) {
            // Somebody asked to catch up, or the service stops; the loop looks at both.
        }
    }

    private static @Nullable Map<TopicPartition, Long> ends(
            KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        try {
            return consumer.endOffsets(partitions, END_TIMEOUT);
        } catch (org.apache.kafka.common.errors.TimeoutException | WakeupException e) {
            return null;
        }
    }

    private static boolean reached(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> target) {
        try {
            return target.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey(), END_TIMEOUT) >= end.getValue());
        } catch (org.apache.kafka.common.errors.TimeoutException | WakeupException e) {
            return false;
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A broker answers a connection's requests one after the other: the question for the topic's end waits behind a
        // fetch that waits for records. The default of 500 ms would be all the time an unknown key has.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
