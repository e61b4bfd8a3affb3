package dev.postern.system.older;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;

/** The records of all topics, one as JSON a line, in the order of each partition. Keys, headers and values are texts. */
final class KeptTopics {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparator<ConsumerRecord<String, String>> BY_PLACE = Comparator.comparingInt(
                    (ConsumerRecord<String, String> record) -> record.partition())
            .thenComparingLong(ConsumerRecord::offset);

    private KeptTopics() {}

    /** Writes all records. */
    static void write(String bootstrapServers, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Topic topic : Topic.values()) {
                for (ConsumerRecord<String, String> record : TopicContent.texts(bootstrapServers, topic).stream()
                        .sorted(BY_PLACE)
                        .toList()) {
                    ObjectNode line = JSON.createObjectNode()
                            .put("topic", record.topic())
                            .put("partition", record.partition())
                            .put("offset", record.offset())
                            .put("key", record.key())
                            .put("value", record.value());
                    ObjectNode headers = line.putObject("headers");
                    for (Header header : record.headers()) {
                        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
                    }
                    out.write(JSON.writeValueAsString(line) + "\n");
                }
            }
        }
    }

    /** Makes the topics and publishes the records, each with the number that it had: the services remember how far they read. */
    static void read(Path file, String bootstrapServers) throws IOException, ExecutionException, InterruptedException {
        List<JsonNode> lines =
                Files.readAllLines(file).stream().map(KeptTopics::parsed).toList();
        Set<String> kept = new LinkedHashSet<>();
        lines.forEach(line -> kept.add(line.get("topic").asText()));
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(Arrays.stream(Topic.values())
                            .filter(topic -> kept.contains(topic.topicName()))
                            .map(KeptTopics::made)
                            .toList())
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (JsonNode line : lines) {
                ProducerRecord<String, String> record = new ProducerRecord<>(
                        line.get("topic").asText(),
                        line.get("partition").asInt(),
                        line.get("key").textValue(),
                        line.get("value").textValue());
                line.get("headers")
                        .properties()
                        .forEach(header -> record.headers()
                                .add(header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8)));
                long offset = producer.send(record).get().offset();
                if (offset != line.get("offset").asLong()) {
                    throw new IllegalStateException(
                            "A record has the number " + offset + " now: " + line.get("offset"));
                }
            }
        }
    }

    private static NewTopic made(Topic topic) {
        return new NewTopic(topic.topicName(), Optional.of(topic.partitions()), Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        topic.compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        topic.retention() == null
                                ? "-1"
                                : Long.toString(topic.retention().toMillis())));
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
