package dev.postern.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockSkewTest {

    /** The database's clock is this machine's, and a busy machine may take a moment to answer. */
    @ParameterizedTest
    @CsvSource({"0, true", "300, false", "-300, false"})
    void isShownAndNeverMakesTheReplicaUnready(long seconds, boolean withinTolerance) throws Exception {
        try (AgroalDataSource pool = Pool.fresh()) {
            // Given
            ClockSkew skew = new ClockSkew(pool, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)));
            // When
            skew.measure();
            // Then
            HealthCheckResponse answer = skew.call();
            Map<String, Object> data = answer.getData().orElseThrow();
            assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
            assertThat(data).containsEntry("within_tolerance", withinTolerance);
            assertThat((Long) data.get("ahead_millis")).isBetween(seconds * 1000 - 2_000, seconds * 1000 + 2_000);
        }
    }

    @Test
    void saysNothingBeforeTheFirstMeasurement() throws Exception {
        try (AgroalDataSource pool = Pool.fresh()) {
            HealthCheckResponse answer = new ClockSkew(pool, Clock.systemUTC()).call();
            assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
            assertThat(answer.getData()).isEmpty();
        }
    }
}
