package dev.postern.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.Topic;
import dev.postern.platform.topic.Log.Said;
import dev.postern.platform.topic.Log.Unreadable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
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
    private final TopicTables tables = new TopicTables(broker.settings(), metrics);

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
        TablesReadable readiness = new TablesReadable(tables);
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
        TablesReadable readiness = new TablesReadable(tables);
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
