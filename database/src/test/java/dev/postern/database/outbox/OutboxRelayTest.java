package dev.postern.database.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.database.Pool;
import dev.postern.database.Sql;
import dev.postern.database.Transactions;
import dev.postern.events.ApiKeyUsed;
import dev.postern.events.Event;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxRelayTest {
    private static final Sql PENDING = Sql.of("SELECT count(*) FROM outbox");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final AtomicInteger events = new AtomicInteger();

    /** A broker that acknowledges each record or, as often as it is told to, none of a producer's any more. */
    private static final class Broker {
        private final List<Integer> lives;
        private final List<String> acknowledged = new CopyOnWriteArrayList<>();
        private final AtomicInteger producers = new AtomicInteger();

        Broker(List<Integer> lives) {
            this.lives = lives;
        }

        Producer<String, byte[]> producer() {
            int number = producers.getAndIncrement();
            AtomicInteger left = new AtomicInteger(number < lives.size() ? lives.get(number) : Integer.MAX_VALUE);
            return new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
                    if (left.getAndDecrement() <= 0) {
                        sendException = new TimeoutException("away");
                    } else {
                        acknowledged.add(id(record));
                    }
                    return super.send(record);
                }
            };
        }
    }

    /** Whenever the broker goes: what was acknowledged first is in order, all of it comes, and the table is empty then. */
    @Property(tries = 8)
    void publishesInOrderWheneverTheBrokerIsAway(
            @ForAll @Size(max = 2) List<@IntRange(max = 6) Integer> lives,
            @ForAll @IntRange(min = 1, max = 9) int count)
            throws Exception {
        // Given
        Broker broker = new Broker(lives);
        try (AgroalDataSource pool = pool()) {
            List<String> appended = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                appended.add(append(pool).id());
            }
            OutboxRelay relay = relay(pool, broker::producer);
            // When
            relay.onStart(null);
            await().atMost(LONGEST).until(() -> pending(pool) == 0);
            relay.onStop(null);
            // Then
            assertThat(broker.acknowledged.stream().distinct()).containsExactlyElementsOf(appended);
        }
    }

    /** What becomes of an event's first sends, before one is acknowledged. */
    enum Fate {
        TAKEN,
        TAKEN_THE_SECOND_TIME,
        REFUSED_FOR_GOOD
    }

    /** Whatever becomes of its neighbours: an event is published once, and a key's events in their order. */
    @Property(tries = 12)
    void oneEventsFateIsItsOwn(
            @ForAll @Size(min = 1, max = 8) List<Fate> fates, @ForAll @IntRange(min = 1, max = 3) int keys)
            throws Exception {
        // Given
        Map<String, Integer> sends = new ConcurrentHashMap<>();
        List<ProducerRecord<String, byte[]>> acknowledged = new CopyOnWriteArrayList<>();
        Map<String, Fate> fateOf = new HashMap<>();
        Supplier<Producer<String, byte[]>> producers =
                () -> new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
                        int before = sends.merge(id(record), 1, Integer::sum) - 1;
                        Fate fate = Objects.requireNonNull(fateOf.get(id(record)));
                        if (fate == Fate.REFUSED_FOR_GOOD) {
                            return CompletableFuture.failedFuture(new RecordTooLargeException("too large"));
                        }
                        if (fate == Fate.TAKEN_THE_SECOND_TIME && before == 0) {
                            // As a producer does when the broker takes too long, while it goes on with later records.
                            return CompletableFuture.supplyAsync(() -> {
                                throw new TimeoutException("late");
                            });
                        }
                        acknowledged.add(record);
                        return super.send(record);
                    }
                };
        try (AgroalDataSource pool = pool()) {
            for (int i = 0; i < fates.size(); i++) {
                fateOf.put(append(pool, "o_" + i % keys).id(), fates.get(i));
            }
            OutboxRelay relay = relay(pool, producers);
            // When
            relay.onStart(null);
            await().atMost(LONGEST).until(() -> pending(pool) == 0);
            relay.onStop(null);
            // Then
            List<String> taken = fateOf.keySet().stream()
                    .filter(id -> fateOf.get(id) != Fate.REFUSED_FOR_GOOD)
                    .toList();
            assertThat(acknowledged).extracting(OutboxRelayTest::id).containsAll(taken);
            Map<String, List<String>> byKey = acknowledged.stream()
                    .collect(Collectors.groupingBy(
                            ProducerRecord::key, Collectors.mapping(OutboxRelayTest::id, Collectors.toList())));
            for (int key = 0; key < keys; key++) {
                if (isNeverLate(fates, key, keys) && byKey.containsKey("o_" + key)) {
                    assertThat(byKey.get("o_" + key)).doesNotHaveDuplicates();
                }
            }
            byKey.forEach((key, ids) ->
                    assertThat(lastOfEach(ids)).isSortedAccordingTo(Comparator.comparingInt(OutboxRelayTest::number)));
        }
    }

    private static boolean isNeverLate(List<Fate> fates, int key, int keys) {
        for (int i = key; i < fates.size(); i += keys) {
            if (fates.get(i) == Fate.TAKEN_THE_SECOND_TIME) {
                return false;
            }
        }
        return true;
    }

    /** The ids in the order of their last publication. */
    private static List<String> lastOfEach(List<String> ids) {
        return ids.reversed().stream().distinct().toList().reversed();
    }

    private static int number(String eventId) {
        return Integer.parseInt(eventId.substring("event-".length()));
    }

    @Test
    void anEventOfAnAbortedTransactionIsNeverPublished() throws Exception {
        // Given
        Broker broker = new Broker(List.of());
        try (AgroalDataSource pool = pool()) {
            Outbox outbox = new Outbox(new Transactions(pool), () -> {});
            OutboxRelay relay = relay(pool, broker::producer);
            relay.onStart(null);
            // When
            String before = append(pool).id();
            assertThatThrownBy(() -> new Transactions(pool).run(connection -> {
                        outbox.append(connection, List.of(event()));
                        throw new IllegalStateException("aborted");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            String after = append(pool).id();
            // Then
            await().atMost(LONGEST).until(() -> broker.acknowledged.contains(after) && pending(pool) == 0);
            relay.onStop(null);
            assertThat(broker.acknowledged).containsExactly(before, after);
        }
    }

    @Test
    void anotherReplicaGoesOnWhenTheLeaderStops() throws Exception {
        // Given
        Broker first = new Broker(List.of());
        Broker second = new Broker(List.of());
        try (AgroalDataSource pool = pool()) {
            OutboxRelay leader = relay(pool, first::producer);
            leader.onStart(null);
            String one = append(pool).id();
            await().atMost(LONGEST).until(() -> pending(pool) == 0);
            OutboxRelay next = relay(pool, second::producer);
            next.onStart(null);
            // When
            leader.onStop(null);
            String two = append(pool).id();
            await().atMost(LONGEST).until(() -> pending(pool) == 0);
            next.onStop(null);
            // Then
            assertThat(first.acknowledged).containsExactly(one);
            assertThat(second.acknowledged).containsExactly(two);
        }
    }

    @Test
    void goesOnAfterARealBrokersAbsenceAndPublishesEachOnce(@TempDir Path folder) throws Exception {
        // Given
        try (LocalKafka kafka = Infrastructure.startKafka(folder, 0);
                AgroalDataSource pool = pool()) {
            makeTopic(kafka);
            OutboxRelay relay = new OutboxRelay(
                    pool,
                    () -> new KafkaProducer<>(
                            Map.of(
                                    "bootstrap.servers", kafka.bootstrapServers(),
                                    "reconnect.backoff.max.ms", "200",
                                    "linger.ms", "0"),
                            new StringSerializer(),
                            new ByteArraySerializer()),
                    new EventRecords("service"),
                    new RefusedEvents(new SimpleMeterRegistry()));
            relay.onStart(null);
            List<String> appended = new ArrayList<>(List.of(append(pool).id()));
            await().atMost(LONGEST).until(() -> pending(pool) == 0);
            kafka.stop();
            appended.add(append(pool).id());
            appended.add(append(pool).id());
            // When
            kafka.restart();
            await().atMost(LONGEST).until(() -> pending(pool) == 0);
            relay.onStop(null);
            // Then
            List<String> published = TopicContent.of(kafka.bootstrapServers(), Topic.API_KEY_USES).stream()
                    .map(record ->
                            new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                    .toList();
            assertThat(published).containsExactlyElementsOf(appended);
        }
    }

    private static OutboxRelay relay(AgroalDataSource pool, Supplier<Producer<String, byte[]>> producers) {
        return new OutboxRelay(
                pool, producers, new EventRecords("service"), new RefusedEvents(new SimpleMeterRegistry()));
    }

    private static void makeTopic(LocalKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(Topic.API_KEY_USES.topicName(), Topic.API_KEY_USES.partitions(), (short) 1)))
                    .all()
                    .get();
        }
    }

    private static AgroalDataSource pool() throws Exception {
        AgroalDataSource pool = Pool.fresh();
        for (String migration : List.of("V0_1__outbox.sql", "R__outbox_refused.sql", "R__outbox_traces.sql")) {
            try (InputStream sql = Outbox.class.getResourceAsStream("/db/outbox/" + migration)) {
                Pool.execute(pool, new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return pool;
    }

    private Event append(AgroalDataSource pool) {
        return append(pool, "o_1");
    }

    private Event append(AgroalDataSource pool, String key) {
        Event event = event(key);
        return new Transactions(pool).run(connection -> {
            new Outbox(new Transactions(pool), () -> {}).append(connection, List.of(event));
            return event;
        });
    }

    private Event event() {
        return event("o_1");
    }

    private Event event(String key) {
        return new ApiKeyUsed("event-" + events.incrementAndGet(), key, null, Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static long pending(AgroalDataSource pool) {
        return new Transactions(pool)
                .query(PENDING, Sql.Binding.NONE, row -> row.getLong(1))
                .getFirst();
    }

    private static String id(ProducerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }
}
