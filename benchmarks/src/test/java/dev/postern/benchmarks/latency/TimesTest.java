package dev.postern.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimesTest {

    @Test
    void quantilesAreValuesThatWereTaken() {
        // Given
        long[] nanos = LongStream.rangeClosed(1, 100).map(ms -> ms * 1_000_000).toArray();

        // When
        Times times = new Times(nanos, new long[] {-3_000_000});

        // Then
        assertThat(times.sendingMs(0.5)).isEqualTo(50);
        assertThat(times.sendingMs(0.99)).isEqualTo(99);
        assertThat(times.acceptedMs(0.5)).isEqualTo(-3);
    }
}
