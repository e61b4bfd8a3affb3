package dev.postern.platform.topic;

import dev.postern.events.Topic;
import dev.postern.platform.worker.Worker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Consumers that commit nothing by themselves. Where they have no position, or it is gone, they begin with the oldest record.
 * The caller closes them.
 */
public final class TopicConsumers {
    private static final Duration POLL = Duration.ofSeconds(1);
    // A record that failed would have come again by then.
    private static final int QUIET_POLLS = 20;

    /** Takes one record of a topic. */
    @FunctionalInterface
    public interface Taking {
        void take(ConsumerRecord<String, byte[]> record) throws InterruptedException;
    }

    private TopicConsumers() {}

    /**
     * A consumer outside of any group: it is assigned its partitions, and the caller keeps its positions.
     *
     * @param kafka the broker's address, and whatever else every client needs
     */
    public static KafkaConsumer<String, byte[]> alone(Map<String, Object> kafka) {
        Map<String, Object> settings = settings(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return consumer(settings);
    }

    /**
     * A member of a group, which shares the partitions and commits positions on the broker.
     *
     * @param kafka the broker's address, and whatever else every client needs
     */
    public static KafkaConsumer<String, byte[]> member(Map<String, Object> kafka, String group) {
        Map<String, Object> settings = settings(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        return consumer(settings);
    }

    /**
     * A worker's job: takes each record of a topic as a member of a group, until the worker is stopped. Commits what was taken. A
     * failure ends it, and the next run begins again at the last commit, so a record may be taken twice.
     *
     * @param kafka the broker's address, and whatever else every client needs
     * @param taking is given each record, on the worker's thread; throws when the record must come again
     */
    public static void takeEach(Map<String, Object> kafka, String group, Topic topic, Worker worker, Taking taking)
            throws InterruptedException {
        try (KafkaConsumer<String, byte[]> consumer = member(kafka, group)) {
            worker.wakesBy(consumer::wakeup);
            consumer.subscribe(List.of(topic.topicName()));
            int quiet = 0;
            while (worker.goesOn()) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<String, byte[]> record : records) {
                    taking.take(record);
                }
                if (!records.isEmpty()) {
                    consumer.commitSync();
                    worker.works();
                } else if (++quiet == QUIET_POLLS) {
                    worker.works();
                }
            }
        }
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    private static KafkaConsumer<String, byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
