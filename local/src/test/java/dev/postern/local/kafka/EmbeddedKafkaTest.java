package dev.postern.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    private static final TopicPartition KEPT = new TopicPartition("kept", 0);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void keepsItsRecordsAndItsAddressOverARestart(@TempDir Path folder) throws Exception {
        // Given
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, 0)) {
            String address = kafka.bootstrapServers();
            createTopic(kafka);
            send(kafka, "kept", "before");

            // When
            kafka.stop();
            kafka.restart();

            // Then
            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            send(kafka, "kept", "after");
            assertThat(read(kafka, 2)).containsExactly("before", "after");
        }
    }

    @Test
    void keepsItsRecordsForTheNextBrokerOnItsFolder(@TempDir Path folder) throws Exception {
        // Given
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, 0)) {
            createTopic(kafka);
            send(kafka, "kept", "yesterday");
        }

        // When
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, 0)) {

            // Then
            assertThat(read(kafka, 1)).containsExactly("yesterday");
        }
    }

    @Test
    void makesNoTopicByAccident(@TempDir Path folder) {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, 0)) {
            assertThatThrownBy(() -> send(kafka, "accident", "value"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void refusesAFolderThatAnotherBrokerUsesAndDoesTheOtherNoHarm(@TempDir Path folder) throws Exception {
        // Given
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, 0)) {
            createTopic(kafka);
            send(kafka, "kept", "value");

            // When
            assertThatIllegalStateException().isThrownBy(() -> EmbeddedKafka.start(folder, 0, 0));

            // Then
            kafka.restart();
            assertThat(read(kafka, 1)).containsExactly("value");
        }
    }

    @Test
    void canBeStartedAfterItsPortWasTaken(@TempDir Path folder) throws Exception {
        // Given
        int port;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = other.getLocalPort();
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, port, 0)).isInstanceOf(RuntimeException.class);
        }

        // When
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, port, 0)) {

            // Then
            createTopic(kafka);
            send(kafka, "kept", "value");
            assertThat(read(kafka, 1)).containsExactly("value");
        }
    }

    private static void createTopic(LocalKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(KEPT.topic(), Optional.of(1), Optional.of((short) 1))))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void send(LocalKafka kafka, String topic, String value) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "max.block.ms",
                topic.equals(KEPT.topic()) ? 60_000 : 1_500);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static List<String> read(LocalKafka kafka, int records) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(KEPT));
            consumer.seekToBeginning(List.of(KEPT));
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= records;
            });
        }
        return values;
    }
}
