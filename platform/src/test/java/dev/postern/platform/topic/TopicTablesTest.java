package dev.postern.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.Topic;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.sealing.TestIndexKey;
import dev.postern.platform.topic.Log.Said;
import dev.postern.platform.topic.Log.Unreadable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class TopicTablesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    static Path folder;

    private static Broker broker;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final TopicTables tables = new TopicTables(broker.settings(), metrics, Broker.mac(metrics));

    @BeforeAll
    static void start() {
        broker = Broker.start(folder, Topic.API_KEYS, Topic.CHANNELS);
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void theServiceIsReadyOnceEachTableIsComplete() {
        // Given
        TablesReadable readiness = new TablesReadable(tables, () -> false);
        TopicTable<ApiKeyChanged> table = read();
        // When
        await().atMost(PATIENCE).until(() -> readiness.call().getStatus() == HealthCheckResponse.Status.UP);
        // Then
        assertThat(table.view().complete()).isTrue();
        assertThat(readiness.call().getData().orElseThrow())
                .containsEntry("keys.complete", true)
                .containsKey("keys.stale_seconds");
    }

    @Test
    void theServiceIsNotReadyWhileATableCannotBeRead() {
        // Given
        TablesReadable readiness = new TablesReadable(tables, () -> false);
        // When
        tables.read("lost", Topic.CODE_REQUESTS, ApiKeyChanged.class, event -> event);
        // Then
        HealthCheckResponse answer = readiness.call();
        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(answer.getData().orElseThrow()).containsEntry("lost.complete", false);
    }

    @Test
    void anUnreadableRecordIsCountedAndItsKeyIsUnknownUntilAHigherVersion() throws Exception {
        // Given
        TopicTable<ApiKeyChanged> table = read();
        await().atMost(PATIENCE).until(() -> table.view().complete());
        ApiKeyChanged first = new Said("violet", 1, false).event();
        ApiKeyChanged second = new Said("violet", 2, false).event();
        // When
        publish(new Said("violet", 1, false));
        Lookup<ApiKeyChanged> atFirst = table.find("violet");
        publish(new Unreadable("violet", Unreadable.Kind.GARBAGE));
        await().atMost(PATIENCE).until(() -> unreadable() == 1);
        Lookup<ApiKeyChanged> closed = table.find("violet");
        publish(new Said("violet", 2, false));
        Lookup<ApiKeyChanged> opened = table.find("violet");
        // Then
        assertThat(atFirst).isEqualTo(new Lookup.Found<>(first));
        assertThat(closed).isEqualTo(new Lookup.Unknown<>());
        assertThat(opened).isEqualTo(new Lookup.Found<>(second));
    }

    @Test
    void aRecordThatNoServiceSignedChangesNothingAndIsCounted() throws Exception {
        // Given
        TopicTable<ApiKeyChanged> table = read();
        await().atMost(PATIENCE).until(() -> table.view().complete());
        Said genuine = new Said("amber", 3, false);
        publish(genuine);
        await().atMost(PATIENCE).until(() -> table.now("amber") != null);
        ProducerRecord<String, byte[]> ofAnother = record("amber", new Said("amber", 4, false).value());
        new RecordMac(TestIndexKey.fresh(), new SimpleMeterRegistry()).sign(ofAnother);
        ProducerRecord<String, byte[]> moved = record("amber", new Said("amber", 5, false).value());
        moved.headers().add("ce_mac", macOf("another", moved.value()));
        ProducerRecord<String, byte[]> changed = record("amber", new Said("amber", 6, true).value());
        changed.headers().add("ce_mac", macOf("amber", genuine.value()));

        // When
        broker.publish(record("amber", new Said("amber", 7, true).value()));
        broker.publish(ofAnother);
        broker.publish(moved);
        broker.publish(changed);
        broker.publish(record("amber", null));
        broker.publish(record("amber", "{".getBytes(StandardCharsets.UTF_8)));
        broker.publish(record("made-up", new Said("made-up", 1, false).value()));
        // An older one that is genuine is put back.
        publish(new Said("amber", 2, false));

        // Then
        assertThat(table.find("made-up")).isEqualTo(new Lookup.Unknown<>());
        assertThat(table.now("amber")).isEqualTo(genuine.event());
        assertThat(metrics.counter("postern.topic.records.forged", "topic", Topic.API_KEYS.topicName())
                        .count())
                .isEqualTo(7);
        assertThat(unreadable()).isZero();
    }

    private static ProducerRecord<String, byte[]> record(String key, byte @Nullable [] value) {
        return new ProducerRecord<>(Topic.API_KEYS.topicName(), key, value);
    }

    private static byte[] macOf(String key, byte @Nullable [] value) {
        ProducerRecord<String, byte[]> record = record(key, value);
        Broker.MAC.sign(record);
        return record.headers().lastHeader("ce_mac").value();
    }

    private TopicTable<ApiKeyChanged> read() {
        return tables.read("keys", Topic.API_KEYS, ApiKeyChanged.class, event -> event);
    }

    private double unreadable() {
        return metrics.counter("postern.topic.records.unreadable", "table", "keys")
                .count();
    }

    private static void publish(Log.Line line) throws Exception {
        byte[] value = line.value();
        broker.publish(Topic.API_KEYS, line.key(), value == null ? "".getBytes(StandardCharsets.UTF_8) : value);
    }
}
