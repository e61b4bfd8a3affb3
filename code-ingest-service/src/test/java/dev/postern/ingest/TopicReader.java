package dev.postern.ingest;

import dev.postern.events.EventHeaders;
import dev.postern.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic as a person does who tails it. */
public final class TopicReader {

    private TopicReader() {}

    /** The record of this event; it must be there already. */
    static ConsumerRecord<String, byte[]> find(Topic topic, String eventId) {
        return all(topic).stream()
                .filter(record -> header(record, EventHeaders.ID).equals(eventId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The event is not on the topic"));
    }

    /** Everything that is there now. */
    public static List<ConsumerRecord<String, byte[]>> all(Topic topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", Keys.bootstrapServers());
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                    .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    static String header(ConsumerRecord<?, ?> record, EventHeaders header) {
        return new String(record.headers().lastHeader(header.headerName()).value(), StandardCharsets.UTF_8);
    }
}
