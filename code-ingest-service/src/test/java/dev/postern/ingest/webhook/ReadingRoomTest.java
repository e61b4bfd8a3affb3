package dev.postern.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReadingRoomTest {
    private static final int MIB = 1024 * 1024;
    private final ReadingRoom room = new ReadingRoom(64L * MIB, 0);

    @Test
    void largeMailsBeyondTheMemoryAreSentAway() {
        // Given
        int first = room.enter("o_1", 25 * MIB);
        int entered = first > 0 ? 1 : 0;

        // When
        while (room.enter("o_1", 25 * MIB) > 0) {
            entered++;
        }

        // Then
        assertThat(entered).isBetween(2, 8);
        assertThat(room.enter("o_1", 1)).isPositive();

        // When
        room.leave("o_1", first);

        // Then
        assertThat(room.enter("o_1", 25 * MIB)).isPositive();
    }

    @Test
    void manyTextsAreReadAtOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(room.enter("o_" + i % 2, 1_000)).isPositive();
        }
    }

    @Test
    void mailIsReadHoweverSmallTheHeap() {
        assertThat(new ReadingRoom(1, 0).enter("o_1", 25 * MIB)).isPositive();
    }

    @Test
    void aTextOfANeighbourIsReadWhileOneOrganizationHasMoreMailsThanItMay() throws Exception {
        // Given: mails that are read and others that wait for them.
        ReadingRoom patient = new ReadingRoom(64L * MIB, 60_000);
        int first = patient.enter("o_flood", 25 * MIB);
        patient.enter("o_flood", 25 * MIB);
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            CompletableFuture<Integer> one = new CompletableFuture<>();
            waiting.add(one);
            Thread.ofVirtual().start(() -> one.complete(patient.enter("o_flood", 25 * MIB)));
        }

        // When
        int neighbour = patient.enter("o_neighbour", 1_000);

        // Then
        assertThat(neighbour).isPositive();
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        // When
        patient.leave("o_flood", first);

        // Then
        assertThat(CompletableFuture.anyOf(waiting.toArray(new CompletableFuture<?>[0])))
                .succeedsWithin(Duration.ofSeconds(30));
    }
}
