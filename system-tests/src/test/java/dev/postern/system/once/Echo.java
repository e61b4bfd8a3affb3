package dev.postern.system.once;

import dev.postern.events.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes some events a second time, byte for byte: at once like a producer's retry, or later like a replay. */
final class Echo implements AutoCloseable {
    private static final String TOPIC = Topic.CODES_RECEIVED.topicName();
    private static final double AT_ONCE = 0.05;
    private static final double LATER = 0.05;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Queue<ConsumerRecord<byte[], byte[]>> later = new ConcurrentLinkedQueue<>();
    private final Set<Integer> seen = new HashSet<>();
    private final ExecutorService listening = Executors.newSingleThreadExecutor();
    private volatile boolean closed;
    private final AtomicInteger published = new AtomicInteger();

    private Echo(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("enable.auto.commit", false);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(info -> new TopicPartition(TOPIC, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        listening.execute(this::listen);
    }

    static Echo of(String bootstrapServers) {
        return new Echo(bootstrapServers);
    }

    /** Publishes the events that were put off; the number of all that came twice. */
    int publishLater() {
        for (ConsumerRecord<byte[], byte[]> record = later.poll(); record != null; record = later.poll()) {
            publish(record);
        }
        producer.flush();
        return published.get();
    }

    private void listen() {
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                // Our own repeats come back and are skipped.
                if (!seen.add(Arrays.hashCode(record.value()))) {
                    continue;
                }
                double chance = ThreadLocalRandom.current().nextDouble();
                if (chance < AT_ONCE) {
                    publish(record);
                } else if (chance < AT_ONCE + LATER) {
                    later.add(record);
                }
            }
        }
    }

    private void publish(ConsumerRecord<byte[], byte[]> record) {
        var _ = producer.send(
                new ProducerRecord<>(TOPIC, record.partition(), record.key(), record.value(), record.headers()));
        published.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        listening.close();
        consumer.close();
        producer.close();
    }
}
