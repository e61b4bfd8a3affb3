package dev.postern.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PendingBytesTest {

    @Test
    void refusesWhatDoesNotFitAndTakesItOnceThereIsRoom() {
        // Given
        PendingBytes pending = new PendingBytes(10);

        // When
        boolean first = pending.tryTake(7);
        boolean tooMuch = pending.tryTake(4);
        boolean fitting = pending.tryTake(3);
        pending.giveBack(7);
        boolean later = pending.tryTake(4);

        // Then
        assertThat(first).isTrue();
        assertThat(tooMuch).isFalse();
        assertThat(fitting).isTrue();
        assertThat(later).isTrue();
        assertThat(pending.pending()).isEqualTo(7);
    }
}
