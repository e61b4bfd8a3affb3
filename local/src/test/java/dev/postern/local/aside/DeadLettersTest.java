package dev.postern.local.aside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.events.Topic;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.kafka.LocalKafka;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
    private static final String VALUE =
            "{\"totp_code_id\":\"totp_1\",\"code_masked\":\"••••91\",\"source\":\"Your code is 847291\","
                    + "\"run\":{\"task_id\":\"847291\"},\"otp_type\":\"Your code is 847291\"}";

    @TempDir
    private Path folder;

    private LocalKafka kafka;

    @BeforeEach
    void start() throws Exception {
        kafka = Infrastructure.startKafka(folder, 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            List<NewTopic> topics = new ArrayList<>();
            for (DeadLetterTopic topic : DeadLetterTopic.ALL) {
                topics.add(new NewTopic(topic.topic().topicName(), 1, (short) 1));
                topics.add(new NewTopic(topic.original().topicName(), 1, (short) 1));
            }
            admin.createTopics(topics).all().get();
        }
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void areCountedByReason() throws Exception {
        // Given
        putAside("k", VALUE, "refused-by-store");
        putAside("k", VALUE, "refused-by-store");
        putAside("k", null, "empty-value");
        // Then
        assertThat(run())
                .containsExactly(
                        "postern.codes.received.v1.dead-letters  empty-value  1",
                        "postern.codes.received.v1.dead-letters  refused-by-store  2");
    }

    @Test
    void aBrokerThatDiesMeanwhileIsNotWaitedForWithoutEnd() {
        // Given: a broker that told of three records and sends two
        DeadLetterTopic topic = DeadLetterTopic.ALL.getFirst();
        TopicPartition partition = new TopicPartition(topic.topic().topicName(), 0);
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(
                partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, Node.noNode(), null, null)));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 3L));
        for (int offset = 0; offset < 2; offset++) {
            ConsumerRecord<byte[], byte[]> record =
                    new ConsumerRecord<>(partition.topic(), 0, offset, new byte[0], new byte[0]);
            consumer.schedulePollTask(() -> consumer.addRecord(record));
        }
        List<String> visited = new ArrayList<>();

        // When
        assertThatThrownBy(() -> topic.each(consumer, Duration.ZERO, (id, _, _) -> visited.add(id)))
                // Then
                .isInstanceOf(VerbFailed.class)
                .hasMessageContaining("stopped answering after 2 records");
        assertThat(visited).containsExactly("codes-0-0", "codes-0-1");
    }

    @Test
    void areShownWithoutAnyTextThatSomebodySent() throws Exception {
        // Given
        putAside("k", VALUE, "refused-by-store");
        putAside("k", "Your code is 847291\u001b[2J", "malformed-event");
        // When
        List<String> shown = run("show", "all");
        // Then
        assertThat(String.join(" ", shown))
                .contains("totp_code_id: totp_1", "code_masked: ••••91", "source: (19 characters)")
                .doesNotContain("847291", "\u001b");
    }

    @Test
    void oneReasonIsSentAgainWithItsOwnKeyAndHeaders() throws Exception {
        // Given
        putAside("k", VALUE, "refused-by-store");
        putAside("k", "broken", "malformed-event");
        // When
        List<String> said = run("resend", "refused-by-store");
        // Then
        assertThat(said.getLast()).isEqualTo("1 sent again to postern.codes.received.v1");
        ConsumerRecord<String, String> sent = only(Topic.CODES_RECEIVED);
        assertThat(sent.key()).isEqualTo("k");
        assertThat(sent.value()).isEqualTo(VALUE);
        assertThat(sent.headers()).extracting(header -> header.key()).containsExactly("ce_id");
    }

    @Test
    void oneIsSentAgainByItsId() throws Exception {
        // Given
        putAside("a", VALUE, "refused-by-store");
        putAside("b", VALUE, "refused-by-store");
        // When
        run("resend", "codes-0-1");
        // Then
        assertThat(only(Topic.CODES_RECEIVED).key()).isEqualTo("b");
    }

    private List<String> run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(folder.toString()));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--broker", kafka.bootstrapServers()));
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = Verb.run(new DeadLetters(printed), printed, printed, all.toArray(String[]::new));
        assertThat(exit).as(out.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void putAside(String key, String value, String reason) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            ProducerRecord<String, String> record =
                    new ProducerRecord<>(Topic.CODES_RECEIVED_DEAD_LETTERS.topicName(), key, value);
            record.headers().add("ce_id", "totp_1".getBytes(StandardCharsets.UTF_8));
            record.headers().add("dead-letter-reason", reason.getBytes(StandardCharsets.UTF_8));
            record.headers().add("dead-letter-offset", "7".getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
        }
    }

    private ConsumerRecord<String, String> only(Topic topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic.topicName(), 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            long end = consumer.endOffsets(partitions).get(partitions.getFirst());
            while (found.size() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }
}
