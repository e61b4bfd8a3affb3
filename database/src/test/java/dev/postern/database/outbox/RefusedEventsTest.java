package dev.postern.database.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.database.Pool;
import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.local.infrastructure.Infrastructure;
import dev.postern.local.kafka.LocalKafka;
import dev.postern.platform.topic.EventRecords;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a real broker never takes, among rows of others. */
class RefusedEventsTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Sql PLANT = Sql.of("""
            INSERT INTO outbox (topic, record_key, event_id, event_type, event_time, value)
            VALUES (:topic, :key, :event, 'thing.done', now(), convert_to(repeat('a', :length), 'UTF8'))""");
    private static final Sql PENDING = Sql.of("SELECT count(*) FROM outbox");
    private static final Sql REFUSED =
            Sql.of("SELECT event_id || ' ' || reason FROM outbox_refused ORDER BY outbox_id");
    private static final String USES = Topic.API_KEY_USES.topicName();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    private LocalKafka kafka;
    private AgroalDataSource pool;

    @BeforeEach
    void start() throws Exception {
        kafka = Infrastructure.startKafka(folder, 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            NewTopic small = new NewTopic(Topic.CODE_REQUESTS.topicName(), 1, (short) 1)
                    .configs(Map.of("max.message.bytes", "1000"));
            admin.createTopics(List.of(new NewTopic(USES, 1, (short) 1), small))
                    .all()
                    .get();
        }
        pool = Pool.fresh();
        for (String migration : List.of("V0_1__outbox.sql", "R__outbox_refused.sql", "R__outbox_traces.sql")) {
            try (InputStream sql = Outbox.class.getResourceAsStream("/db/outbox/" + migration)) {
                Pool.execute(pool, new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @AfterEach
    void stop() {
        pool.close();
        kafka.close();
    }

    @Test
    void arePutAsideAndTheEventsOfOthersArriveOnce() {
        // Given
        plant(USES, "o_1", "before", 10);
        plant(USES, "o_1", "megabyte", 1_100_000);
        plant(USES, "o_1", "of-one-key", 10);
        plant("no topic", "o_2", "bad-name", 10);
        plant("no.such.topic", "o_2", "nowhere", 10);
        plant(Topic.CODE_REQUESTS.topicName(), "cr_1", "over-the-topics-limit", 2_000);
        plant(USES, "k".repeat(1_100_000), "megabyte-key", 10);
        plant(USES, "o_2", "beyond-memory", 17 * 1024 * 1024);
        plant(USES, "o_2", "neighbour", 10);
        // When
        OutboxRelay relay = relay();
        relay.onStart(null);
        await().atMost(LONGEST).until(() -> pending() == 0);
        relay.onStop(null);
        // Then
        assertThat(refused())
                .containsExactly(
                        "megabyte too-large",
                        "bad-name invalid-topic",
                        "nowhere unknown-topic",
                        "over-the-topics-limit too-large",
                        "megabyte-key too-large",
                        "beyond-memory too-large");
        assertThat(published()).containsExactly("before", "of-one-key", "neighbour");
        assertThat(metrics.get("postern.outbox.refused")
                        .tag("reason", "too-large")
                        .counter()
                        .count())
                .isEqualTo(4);
    }

    @Test
    void areNotWaitedForByEventsThatComeLater() {
        // Given
        plant(USES, "o_1", "megabyte", 1_100_000);
        OutboxRelay relay = relay();
        relay.onStart(null);
        await().atMost(LONGEST).until(() -> pending() == 0);
        // When
        plant(USES, "o_1", "later", 10);
        relay.wakeSoon();
        await().atMost(LONGEST).until(() -> pending() == 0);
        relay.onStop(null);
        // Then
        assertThat(published()).containsExactly("later");
    }

    @Test
    void eventsOfATopicThatIsMissingWaitAndHoldUpNoOtherTopic() throws Exception {
        // Given
        plant(Topic.CREDENTIALS.topicName(), "cred_1", "waits", 10);
        plant(USES, "o_1", "neighbour", 10);
        OutboxRelay relay = relay();
        relay.onStart(null);
        await().atMost(LONGEST).until(() -> pending() == 1);
        assertThat(published()).containsExactly("neighbour");
        // When
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topic.CREDENTIALS.topicName(), 1, (short) 1)))
                    .all()
                    .get();
        }
        await().atMost(LONGEST).until(() -> pending() == 0);
        relay.onStop(null);
        // Then
        assertThat(refused()).isEmpty();
        assertThat(published()).containsExactly("neighbour");
    }

    private OutboxRelay relay() {
        return new OutboxRelay(
                pool,
                () -> new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", "1000", "linger.ms", "0"),
                        new StringSerializer(),
                        new ByteArraySerializer()),
                new EventRecords("service"),
                new RefusedEvents(metrics));
    }

    private void plant(String topic, String key, String event, int length) {
        new Transactions(pool)
                .update(
                        PLANT,
                        parameters -> parameters
                                .set("topic", topic)
                                .set("key", key)
                                .set("event", event)
                                .set("length", length));
    }

    private long pending() {
        return new Transactions(pool)
                .query(PENDING, Sql.Binding.NONE, row -> row.getLong(1))
                .getFirst();
    }

    private List<String> refused() {
        return new Transactions(pool).query(REFUSED, Sql.Binding.NONE, row -> row.getString(1));
    }

    private List<String> published() {
        return TopicContent.of(kafka.bootstrapServers(), Topic.API_KEY_USES).stream()
                .map(RefusedEventsTest::id)
                .toList();
    }

    private static String id(ConsumerRecord<String, ?> record) {
        return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }
}
