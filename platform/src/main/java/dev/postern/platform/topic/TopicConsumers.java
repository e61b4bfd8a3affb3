package dev.postern.platform.topic;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Consumers that commit nothing by themselves. Where they have no position, or it is gone, they begin with the oldest record.
 * The caller closes them.
 */
public final class TopicConsumers {

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
