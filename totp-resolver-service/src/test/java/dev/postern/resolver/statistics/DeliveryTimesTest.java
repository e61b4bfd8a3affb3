package dev.postern.resolver.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryTimesTest {

    @Test
    void takesTheNearestRankAndTheUpperEndOfItsClass() {
        // Given
        Map<Integer, Long> counts = Map.of(0, 50L, 8, 40L, 80, 9L, 88, 1L);

        // When
        DeliveryTimes times = DeliveryTimes.of(counts);

        // Then
        assertThat(times).isEqualTo(new DeliveryTimes(100, 1L, 2L, 1024L));
    }

    @Test
    void aSingleDeliveryIsEveryPercentile() {
        assertThat(DeliveryTimes.of(Map.of(16, 1L))).isEqualTo(new DeliveryTimes(1, 4L, 4L, 4L));
    }

    @Test
    void saysNothingOfNothing() {
        assertThat(DeliveryTimes.of(Map.of())).isEqualTo(new DeliveryTimes(0, null, null, null));
    }
}
