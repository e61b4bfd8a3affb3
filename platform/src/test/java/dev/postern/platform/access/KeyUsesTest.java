package dev.postern.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.ApiKeyUsed;
import dev.postern.events.EventJson;
import dev.postern.platform.topic.EventRecords;
import dev.postern.platform.topic.UnawaitedEvents;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KeyUsesTest {
    private static final EventJson.Reader<ApiKeyUsed> READER = EventJson.readerFor(ApiKeyUsed.class);
    private static final ApiKeyChanged KEY = key("ak_1", "o_1");

    private final Moving clock = new Moving(Instant.parse("2026-03-01T09:15:27.123Z"));
    private final MockProducer<String, byte[]> broker =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final KeyUses uses = uses(broker);

    @Test
    void aUseIsNotedWithItsHourAndNothingFiner() {
        // When
        uses.note(KEY);
        // Then
        ProducerRecord<String, byte[]> record = sent(1).getFirst();
        assertThat(record.topic()).isEqualTo("postern.api-key-uses.v1");
        assertThat(record.key()).isEqualTo("ak_1");
        assertThat(READER.read(record.value()))
                .isEqualTo(new ApiKeyUsed(
                        "ak_1.2026-03-01T09:00:00Z", "ak_1", "o_1", Instant.parse("2026-03-01T09:00:00Z")));
        assertThat(record.headers())
                .anySatisfy(header -> {
                    assertThat(header.key()).isEqualTo("ce_source");
                    assertThat(new String(header.value(), StandardCharsets.UTF_8))
                            .isEqualTo("/some-service");
                })
                .noneSatisfy(header -> assertThat(new String(header.value(), StandardCharsets.UTF_8))
                        .contains("09:15"));
    }

    @Test
    void anOperatorsKeyIsNotedWithoutAnOrganisation() {
        // When
        uses.note(key("ak_2", null));
        // Then
        assertThat(uses(1)).extracting(ApiKeyUsed::organizationId).containsOnlyNulls();
    }

    @Test
    void everyKeyIsNotedOnceInEveryHour() {
        // When
        uses.note(KEY);
        uses.note(key("ak_2", "o_1"));
        clock.now = Instant.parse("2026-03-01T09:59:59.999Z");
        uses.note(KEY);
        uses.note(key("ak_2", "o_1"));
        clock.now = Instant.parse("2026-03-01T10:00:00Z");
        uses.note(KEY);
        uses.note(KEY);
        // Then
        assertThat(uses(3))
                .extracting(ApiKeyUsed::eventId)
                .containsExactlyInAnyOrder(
                        "ak_1.2026-03-01T09:00:00Z", "ak_2.2026-03-01T09:00:00Z", "ak_1.2026-03-01T10:00:00Z");
    }

    @Test
    void manyUsesAtOnceAreOneNote() throws Exception {
        // When
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = IntStream.range(0, 200)
                    .<Future<?>>mapToObj(_ -> callers.submit(() -> uses.note(KEY)))
                    .toList();
            for (Future<?> call : calls) {
                call.get();
            }
        }
        clock.now = clock.now.plus(Duration.ofHours(1));
        uses.note(KEY);
        // Then
        assertThat(uses(2)).extracting(ApiKeyUsed::usedAt).doesNotHaveDuplicates();
    }

    @Test
    void aClockThatIsSetBackNotesNothing() {
        // When
        uses.note(KEY);
        clock.now = clock.now.minus(Duration.ofHours(2));
        uses.note(KEY);
        clock.now = clock.now.plus(Duration.ofHours(3));
        uses.note(KEY);
        // Then
        assertThat(uses(2))
                .extracting(use -> use.usedAt().toString())
                .containsExactlyInAnyOrder("2026-03-01T09:00:00Z", "2026-03-01T10:00:00Z");
    }

    @Test
    void whatTheBrokerDidNotTakeIsNotedAgainAtTheNextUse() {
        // Given
        uses.note(KEY);
        uses.note(KEY);
        sent(1);
        // When
        broker.errorNext(new TimeoutException("away"));
        uses.note(KEY);
        uses.note(KEY);
        // Then
        assertThat(uses(2)).extracting(ApiKeyUsed::eventId).containsOnly("ak_1.2026-03-01T09:00:00Z");
        broker.completeNext();
        uses.note(KEY);
        clock.now = clock.now.plus(Duration.ofHours(1));
        uses.note(KEY);
        assertThat(uses(3)).last().extracting(ApiKeyUsed::eventId).isEqualTo("ak_1.2026-03-01T10:00:00Z");
    }

    @Test
    void aProducerThatThrowsFailsNoRequest() {
        // Given
        AtomicInteger sends = new AtomicInteger();
        MockProducer<String, byte[]> throwing =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<String, byte[]> record, Callback callback) {
                        if (sends.getAndIncrement() == 0) {
                            throw new KafkaException("closed");
                        }
                        return super.send(record, callback);
                    }
                };
        KeyUses toThrowing = uses(throwing);
        // When
        toThrowing.note(KEY);
        // Then
        await().untilAsserted(() -> {
            toThrowing.note(KEY);
            assertThat(throwing.history()).hasSize(1);
        });
        assertThat(sends).hasValue(2);
    }

    @Test
    @Timeout(20)
    void noRequestWaitsForAProducerThatDoes() {
        // Given
        CountDownLatch known = new CountDownLatch(1);
        MockProducer<String, byte[]> waiting =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<String, byte[]> record, Callback callback) {
                        try {
                            known.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return super.send(record, callback);
                    }
                };
        KeyUses toWaiting = uses(waiting);
        // When
        toWaiting.note(KEY);
        known.countDown();
        // Then
        await().untilAsserted(() -> assertThat(waiting.history()).hasSize(1));
    }

    private KeyUses uses(MockProducer<String, byte[]> producer) {
        return new KeyUses(new UnawaitedEvents(producer, new EventRecords("some-service")), clock);
    }

    private List<ProducerRecord<String, byte[]>> sent(int count) {
        await().untilAsserted(() -> assertThat(broker.history()).hasSize(count));
        return broker.history();
    }

    private List<ApiKeyUsed> uses(int count) {
        return sent(count).stream().map(record -> READER.read(record.value())).toList();
    }

    private static ApiKeyChanged key(String id, String organizationId) {
        return new ApiKeyChanged(
                id + ".1",
                id,
                "0".repeat(64),
                organizationId,
                Set.of("codes:push"),
                ApiKeyChanged.State.ACTIVE,
                1,
                Instant.EPOCH);
    }

    private static final class Moving extends Clock {
        private volatile Instant now;

        Moving(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
