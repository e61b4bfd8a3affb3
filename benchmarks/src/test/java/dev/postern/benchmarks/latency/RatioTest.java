package dev.postern.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void theIntervalOfEqualRoundsIsTheirValue() {
        // Given
        double[] rounds = {1.5, 1.5, 1.5};

        // When
        Ratio ratio = Ratio.of(rounds);

        // Then
        assertThat(ratio).isEqualTo(new Ratio(1.5, 1.5, 1.5));
    }

    @Test
    void theIntervalLiesAroundTheMedianAndWithinTheRounds() {
        // Given
        double[] rounds = IntStream.rangeClosed(1, 20).asDoubleStream().toArray();

        // When
        Ratio ratio = Ratio.of(rounds);

        // Then
        assertThat(ratio.median()).isEqualTo(10.5);
        assertThat(ratio.low()).isBetween(4.0, 8.5);
        assertThat(ratio.high()).isBetween(12.5, 17.0);
    }
}
