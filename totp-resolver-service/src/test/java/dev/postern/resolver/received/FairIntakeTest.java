package dev.postern.resolver.received;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.ApiKeyUsed;
import dev.postern.events.EventJson;
import dev.postern.platform.topic.UnusableEvent;
import dev.postern.platform.topic.UnusableEvent.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FairIntakeTest {
    private final CountDownLatch open = new CountDownLatch(1);
    private final Map<Place, Fate> fates = new ConcurrentHashMap<>();
    private final List<Place> taken = new CopyOnWriteArrayList<>();
    private final List<Place> acknowledged = new CopyOnWriteArrayList<>();
    private final List<Throwable> refused = new CopyOnWriteArrayList<>();
    private final Assignments assignments = new Assignments();
    private volatile boolean putAsideFails;

    private record Place(int partition, long offset) {}

    /** What becomes of a record; without any that is named, all wait. */
    enum Fate {
        TAKEN,
        WAITS,
        UNUSABLE,
        STAYS
    }

    /** Several threads may not be the first together. */
    @BeforeAll
    @BeforeContainer
    static void startPropagation() {
        Uni.createFrom().voidItem().subscribeAsCompletionStage().join();
    }

    @AfterEach
    @AfterTry
    void letGo() {
        open.countDown();
    }

    @Test
    void takesANeighboursEventAfterOneOfAFlood() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(1, 1_000, Long.MAX_VALUE);
        List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            batch.add(record(i, "ak_" + i, "o_flood"));
        }
        batch.add(record(100, "ak_n", "o_neighbour"));

        // When
        intake.put(batch(batch));
        open.countDown();

        // Then
        Awaitility.await().until(() -> acknowledged.contains(at(0, 100)));
        assertThat(taken.indexOf(at(0, 100))).isLessThanOrEqualTo(2);
        assertThat(taken).hasSize(101);
        Awaitility.await().until(() -> intake.held() == 0);
    }

    @Test
    void keepsTheOrderOfAKeyWhateverIsTakenAtOnce() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(8, 1_000, Long.MAX_VALUE);

        // When
        for (int i = 0; i < 60; i++) {
            intake.put(batch(List.of(record(i, "ak_" + i % 3, "o_1"))));
        }
        open.countDown();

        // Then
        Awaitility.await().until(() -> acknowledged.size() == 60);
        for (int key = 0; key < 3; key++) {
            int of = key;
            assertThat(taken.stream().map(Place::offset).filter(number -> number % 3 == of))
                    .isSorted();
        }
    }

    @Test
    void asksForMoreOnlyWhenThereIsRoom() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(1, 3, Long.MAX_VALUE);
        List<CompletableFuture<Void>> room = new ArrayList<>();

        // When
        for (int i = 0; i < 3; i++) {
            room.add(intake.put(batch(List.of(record(i, "ak_" + i, "o_1")))).toCompletableFuture());
        }

        // Then
        assertThat(room).extracting(CompletableFuture::isDone).containsExactly(true, true, false);
        open.countDown();
        assertThat(room.getLast()).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void asksForMoreOnceABatchThatWasTooLargeIsTakenButForWhatMayWait() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(1, 3, Long.MAX_VALUE);
        List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            batch.add(record(i, "ak_" + i, "o_1"));
        }

        // When
        CompletableFuture<Void> room = intake.put(batch(batch)).toCompletableFuture();

        // Then
        assertThat(room).isNotDone();
        open.countDown();
        assertThat(room).succeedsWithin(Duration.ofSeconds(30));
        assertThat(taken).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void boundsTheBytesThatWait() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(1, 1_000, 1);

        // When
        CompletionStage<Void> room = intake.put(batch(List.of(record(0, "ak_0", "o_1"))));

        // Then
        assertThat(room.toCompletableFuture()).isNotDone();
        open.countDown();
        assertThat(room.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void putsAsideWhatIsNoEventAndWhatCannotBeTaken() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(1, 1_000, Long.MAX_VALUE);
        fates.put(at(0, 6), Fate.UNUSABLE);
        open.countDown();

        // When
        intake.put(batch(List.of(
                new ConsumerRecord<>("t", 0, 1, "ak_1", new byte[] {1}),
                record(6, "ak_2", "o_1"),
                record(7, "ak_2", "o_1"))));

        // Then
        Awaitility.await().until(() -> acknowledged.contains(at(0, 7)));
        assertThat(refused)
                .extracting(Throwable::getMessage)
                .containsExactlyInAnyOrder(
                        new UnusableEvent(Reason.MALFORMED_EVENT).getMessage(),
                        new UnusableEvent(Reason.REFUSED_BY_STORE).getMessage());
        assertThat(acknowledged).containsExactly(at(0, 7));
    }

    @Test
    void waitsForEveryRecordOfAPartitionBeforeItAcknowledgesTheLast() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(8, 1_000, Long.MAX_VALUE);
        fates.put(at(0, 1), Fate.WAITS);

        // When
        intake.put(batch(List.of(
                record(0, 1, "ak_1", "o_1"),
                record(0, 2, "ak_2", "o_2"),
                record(1, 3, "ak_3", "o_3"),
                record(1, 4, "ak_4", "o_4"))));

        // Then
        Awaitility.await().until(() -> acknowledged.contains(at(1, 4)) && taken.contains(at(0, 2)));
        assertThat(acknowledged).containsExactly(at(1, 4));
        open.countDown();
        Awaitility.await().until(() -> acknowledged.contains(at(0, 2)));
    }

    @Test
    void acknowledgesNothingOfAPartitionThatWasGivenUpEvenWhenItComesBack() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(8, 1_000, Long.MAX_VALUE);
        fates.put(at(0, 1), Fate.WAITS);
        fates.put(at(1, 1), Fate.WAITS);
        intake.put(batch(List.of(record(0, 1, "ak_1", "o_1"), record(0, 9, "ak_2", "o_2"))));
        intake.put(batch(List.of(record(1, 1, "ak_3", "o_3"))));

        // When
        assignments.end(List.of(new TopicPartition("t", 0)));
        intake.put(batch(List.of(record(0, 8, "ak_4", "o_4"))));
        Awaitility.await().until(() -> acknowledged.contains(at(0, 8)));
        open.countDown();

        // Then
        Awaitility.await().until(() -> intake.held() == 0);
        assertThat(acknowledged).containsExactlyInAnyOrder(at(0, 8), at(1, 1));
    }

    /** What is acknowledged is committed with all before it: after a crash nobody would take it again. */
    @Property(tries = 200)
    void acknowledgesTheLastOfAPartitionOnceAndOnlyWhenNothingOfItStays(
            @ForAll @Size(min = 1, max = 4) List<@Size(min = 1, max = 12) List<Fate>> partitions,
            @ForAll boolean putsAside) {
        // Given
        fates.clear();
        acknowledged.clear();
        FairIntake<ApiKeyUsed> intake = intake(8, 1_000, Long.MAX_VALUE);
        putAsideFails = !putsAside;
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        List<Place> expected = new ArrayList<>();
        for (int partition = 0; partition < partitions.size(); partition++) {
            List<Fate> ofPartition = partitions.get(partition);
            for (int offset = 0; offset < ofPartition.size(); offset++) {
                fates.put(at(partition, offset), ofPartition.get(offset));
                records.add(record(partition, offset, "ak_" + offset % 3, "o_" + offset % 2));
            }
            boolean allSettled = ofPartition.stream()
                    .noneMatch(fate -> fate == Fate.STAYS || (fate == Fate.UNUSABLE && putAsideFails));
            if (allSettled) {
                expected.add(at(partition, ofPartition.size() - 1));
            }
        }

        // When
        intake.put(batch(records));
        open.countDown();

        // Then
        Awaitility.await().until(() -> intake.held() == 0);
        assertThat(acknowledged).containsExactlyInAnyOrderElementsOf(expected);
    }

    private FairIntake<ApiKeyUsed> intake(int atOnce, int most, long bytes) {
        return new FairIntake<>(
                ApiKeyUsed.class,
                event -> Optional.ofNullable(event.organizationId()).orElseThrow(),
                record -> {
                    Place place = at(record.partition(), record.offset());
                    Fate fate = fates.getOrDefault(place, fates.isEmpty() ? Fate.WAITS : Fate.TAKEN);
                    if (fate == Fate.WAITS) {
                        open.await();
                    }
                    if (fate == Fate.STAYS) {
                        throw new IllegalStateException("The threads are gone");
                    }
                    if (fate == Fate.UNUSABLE) {
                        throw new UnusableEvent(Reason.REFUSED_BY_STORE);
                    }
                    taken.add(place);
                },
                assignments,
                atOnce,
                most,
                bytes);
    }

    private static Place at(int partition, long offset) {
        return new Place(partition, offset);
    }

    private static ConsumerRecord<String, byte[]> record(long offset, String key, String organization) {
        return record(0, offset, key, organization);
    }

    private static ConsumerRecord<String, byte[]> record(int partition, long offset, String key, String organization) {
        byte[] value = EventJson.write(new ApiKeyUsed("e_" + offset, key, organization, Instant.EPOCH));
        return new ConsumerRecord<>("t", partition, offset, key, value);
    }

    private KafkaRecordBatch<String, byte[]> batch(List<ConsumerRecord<String, byte[]>> records) {
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> byPartition = records.stream()
                .collect(Collectors.groupingBy(record -> new TopicPartition(record.topic(), record.partition())));
        return new IncomingKafkaRecordBatch<>(
                new ConsumerRecords<>(byPartition, Map.of()),
                "events",
                0,
                this::acknowledge,
                this::refuse,
                false,
                false);
    }

    private <K, V> Uni<Void> acknowledge(IncomingKafkaRecord<K, V> record) {
        acknowledged.add(at(record.getPartition(), record.getOffset()));
        return Uni.createFrom().voidItem();
    }

    private <K, V> Uni<Void> refuse(IncomingKafkaRecord<K, V> record, Throwable reason, Metadata metadata) {
        refused.add(reason);
        return putAsideFails
                ? Uni.createFrom().failure(new IllegalStateException("no broker"))
                : Uni.createFrom().voidItem();
    }
}
