package dev.postern.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadingRoomTest {
    private static final int MIB = 1024 * 1024;
    private final ReadingRoom room = new ReadingRoom(64L * MIB, 0);

    @Test
    void largeMailsBeyondTheMemoryAreSentAway() {
        // Given
        int first = room.enter(25 * MIB);
        int entered = first > 0 ? 1 : 0;

        // When
        while (room.enter(25 * MIB) > 0) {
            entered++;
        }

        // Then
        assertThat(entered).isBetween(2, 8);
        assertThat(room.enter(1)).isPositive();

        // When
        room.leave(first);

        // Then
        assertThat(room.enter(25 * MIB)).isPositive();
    }

    @Test
    void manyTextsAreReadAtOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(room.enter(1_000)).isPositive();
        }
    }

    @Test
    void mailIsReadHoweverSmallTheHeap() {
        assertThat(new ReadingRoom(1, 0).enter(25 * MIB)).isPositive();
    }
}
