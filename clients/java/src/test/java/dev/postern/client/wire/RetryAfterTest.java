package dev.postern.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void isSecondsOrADate() {
        assertThat(RetryAfter.of("7", CLOCK)).isEqualTo(Duration.ofSeconds(7));
        assertThat(RetryAfter.of("Sun, 01 Mar 2026 12:01:00 GMT", CLOCK)).isEqualTo(Duration.ofMinutes(1));
        assertThat(RetryAfter.of("Thu, 01 Jan 1970 00:00:00 GMT", CLOCK)).isZero();
        assertThat(RetryAfter.of("9".repeat(30), CLOCK)).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-1", "½"})
    void isNothingInAnyOtherText(String value) {
        assertThat(RetryAfter.of(value, CLOCK)).isNull();
    }
}
