package dev.postern.resolver.received;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.ApiKeyUsed;
import dev.postern.events.EventJson;
import dev.postern.platform.topic.UnusableEvent;
import dev.postern.platform.topic.UnusableEvent.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FairIntakeTest {
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<Long> taken = new CopyOnWriteArrayList<>();
    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();
    private final List<Throwable> refused = new CopyOnWriteArrayList<>();

    @AfterEach
    void letGo() {
        open.countDown();
    }

    @Test
    void takesANeighboursEventAfterOneOfAFlood() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(1, 1_000, Long.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            intake.put(message(i, "ak_" + i, "o_flood"));
        }

        // When
        intake.put(message(100, "ak_n", "o_neighbour"));
        open.countDown();

        // Then
        Awaitility.await().until(() -> acknowledged.size() == 101);
        assertThat(taken.indexOf(100L)).isLessThanOrEqualTo(2);
        assertThat(acknowledged).containsExactlyElementsOf(taken);
        assertThat(intake.held()).isZero();
    }

    @Test
    void keepsTheOrderOfAKeyWhateverIsTakenAtOnce() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(8, 1_000, Long.MAX_VALUE);

        // When
        for (int i = 0; i < 60; i++) {
            intake.put(message(i, "ak_" + i % 3, "o_1"));
        }
        open.countDown();

        // Then
        Awaitility.await().until(() -> acknowledged.size() == 60);
        for (int key = 0; key < 3; key++) {
            int of = key;
            assertThat(taken.stream().filter(number -> number % 3 == of)).isSorted();
        }
    }

    @Test
    void asksForMoreOnlyWhenThereIsRoom() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(1, 3, Long.MAX_VALUE);
        List<CompletableFuture<Void>> room = new ArrayList<>();

        // When
        for (int i = 0; i < 3; i++) {
            room.add(intake.put(message(i, "ak_" + i, "o_1")).toCompletableFuture());
        }

        // Then
        assertThat(room).extracting(CompletableFuture::isDone).containsExactly(true, true, false);
        open.countDown();
        assertThat(room.getLast()).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void boundsTheBytesThatWait() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(1, 1_000, 1);

        // When
        CompletionStage<Void> room = intake.put(message(0, "ak_0", "o_1"));

        // Then
        assertThat(room.toCompletableFuture()).isNotDone();
        open.countDown();
        assertThat(room.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void refusesWhatIsNoEventAndWhatCannotBeTaken() {
        // Given
        FairIntake<ApiKeyUsed> intake = intake(1, 1_000, Long.MAX_VALUE);
        open.countDown();

        // When
        intake.put(message(new ConsumerRecord<>("t", 0, 1, "ak_1", new byte[] {1})));
        intake.put(message(666, "ak_2", "o_1"));
        intake.put(message(2, "ak_2", "o_1"));

        // Then
        Awaitility.await().until(() -> acknowledged.contains(2L));
        assertThat(refused)
                .extracting(Throwable::getMessage)
                .containsExactly(
                        new UnusableEvent(Reason.MALFORMED_EVENT).getMessage(),
                        new UnusableEvent(Reason.REFUSED_BY_STORE).getMessage());
        assertThat(acknowledged).containsExactly(2L);
    }

    private FairIntake<ApiKeyUsed> intake(int atOnce, int most, long bytes) {
        return new FairIntake<>(
                ApiKeyUsed.class,
                event -> Optional.ofNullable(event.organizationId()).orElseThrow(),
                record -> {
                    open.await();
                    taken.add(record.offset());
                    if (record.offset() == 666) {
                        throw new UnusableEvent(Reason.REFUSED_BY_STORE);
                    }
                },
                atOnce,
                most,
                bytes);
    }

    private Message<ConsumerRecord<String, byte[]>> message(long number, String key, String organization) {
        byte[] value = EventJson.write(new ApiKeyUsed("e_" + number, key, organization, Instant.EPOCH));
        return message(new ConsumerRecord<>("t", 0, number, key, value));
    }

    private Message<ConsumerRecord<String, byte[]>> message(ConsumerRecord<String, byte[]> record) {
        return Message.of(
                record,
                () -> {
                    acknowledged.add(record.offset());
                    return CompletableFuture.completedFuture(null);
                },
                reason -> {
                    refused.add(reason);
                    return CompletableFuture.completedFuture(null);
                });
    }
}
