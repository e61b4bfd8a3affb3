package dev.postern.local.aside;

import dev.postern.events.Topic;
import dev.postern.local.verb.VerbFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The records of one topic that a service could not take.
 *
 * @param name which a person writes before a record's place: {@code codes-0-17}
 * @param topic where the records lie
 * @param original where they came from
 */
record DeadLetterTopic(String name, Topic topic, Topic original) {
    /** All there are. */
    static final List<DeadLetterTopic> ALL = List.of(
            new DeadLetterTopic("codes", Topic.CODES_RECEIVED_DEAD_LETTERS, Topic.CODES_RECEIVED),
            new DeadLetterTopic("messages", Topic.MESSAGES_UNPARSED_DEAD_LETTERS, Topic.MESSAGES_UNPARSED));

    // Set by whoever puts a record aside (SmallRye Reactive Messaging, KafkaDeadLetterQueue).
    private static final String ADDED = "dead-letter-";
    private static final String REASON = "dead-letter-reason";
    private static final Duration POLL = Duration.ofMillis(500);
    /** For so long a broker may send nothing, although records are left. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What somebody does with each record. */
    @FunctionalInterface
    interface Visitor {
        void visit(String id, String reason, ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Shows all records, oldest first; those that come meanwhile are left out.
     *
     * @param settings how the broker is reached
     * @throws KafkaException when the broker does not answer
     * @throws VerbFailed when it stops answering before all were shown
     */
    void each(Map<String, Object> settings, Visitor visitor) {
        Map<String, Object> reading = new HashMap<>(settings);
        reading.put("enable.auto.commit", false);
        reading.put("allow.auto.create.topics", false);
        reading.put("default.api.timeout.ms", 10_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            each(consumer, PATIENCE, visitor);
        }
    }

    /** @param patience for how long the broker may send nothing */
    void each(Consumer<byte[], byte[]> consumer, Duration patience, Visitor visitor) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long read = 0;
        long before = read(consumer, partitions);
        long heardNanos = System.nanoTime();
        while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                visitor.visit(id(record), reason(record), record);
                read++;
            }
            long now = read(consumer, partitions);
            if (now != before) {
                before = now;
                heardNanos = System.nanoTime();
            } else if (System.nanoTime() - heardNanos >= patience.toNanos()) {
                throw new VerbFailed("the broker stopped answering after " + read + " records of " + topic.topicName()
                        + ". Look whether it runs, then try again.");
            }
        }
    }

    /** Grows with everything that the broker sends, also with what is no record. */
    private static long read(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
        return partitions.stream().mapToLong(consumer::position).sum();
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(topic.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private String id(ConsumerRecord<byte[], byte[]> record) {
        return name + "-" + record.partition() + "-" + record.offset();
    }

    private static String reason(ConsumerRecord<byte[], byte[]> record) {
        Header reason = record.headers().lastHeader(REASON);
        return MaskedEvent.plain(reason == null ? null : reason.value());
    }

    /**
     * Sends a record to the topic it came from, with its key and its own headers; returns when the broker has it.
     *
     * @throws VerbFailed when the broker does not take it
     */
    void resend(ConsumerRecord<byte[], byte[]> record, Producer<byte[], byte[]> producer) throws InterruptedException {
        List<Header> own = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(ADDED)) {
                own.add(header);
            }
        }
        try {
            producer.send(new ProducerRecord<>(original.topicName(), null, record.key(), record.value(), own))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            throw new VerbFailed("the broker does not take " + id(record) + ".");
        }
    }
}
