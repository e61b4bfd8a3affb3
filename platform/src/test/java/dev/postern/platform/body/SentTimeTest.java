package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentTimeTest {
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.longs().between(FIRST, LAST).map(Instant::ofEpochSecond);
    }

    @Property
    void readsEveryTimeOfTheYears1To9999HoweverItsZoneIsSaid(
            @ForAll("times") Instant time, @ForAll @IntRange(min = -14, max = 14) int hours) {
        // Given
        ZoneOffset zone = ZoneOffset.ofHours(hours);
        // Then
        assertThat(SentTime.ofText(time.toString())).contains(time);
        assertThat(SentTime.ofText(" " + time.toString().replace('T', ' ') + " "))
                .contains(time);
        assertThat(SentTime.ofText(LocalDateTime.ofInstant(time, ZoneOffset.UTC).toString()))
                .contains(time);
        if (time.atOffset(zone).getYear() >= 1 && time.atOffset(zone).getYear() <= 9999) {
            assertThat(SentTime.ofText(time.atOffset(zone).toString())).contains(time);
        }
    }

    @Property
    void readsSecondsToTheNanosecond(
            @ForAll("times") Instant time, @ForAll @IntRange(min = 0, max = 999_999_999) int nanos) {
        // Given
        BigDecimal seconds = BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(nanos, 9));
        // Then
        assertThat(SentTime.ofSeconds(seconds)).contains(time.plusNanos(nanos));
    }

    @Property
    void noTimeOfAnotherYearIsOne(@ForAll @LongRange(min = 1) long beyond) {
        assertThat(SentTime.ofSeconds(BigDecimal.valueOf(LAST).add(BigDecimal.valueOf(beyond))))
                .isEmpty();
        assertThat(SentTime.ofSeconds(BigDecimal.valueOf(FIRST).subtract(BigDecimal.valueOf(beyond))))
                .isEmpty();
    }

    @Property
    void anyTextIsATimeOrNone(@ForAll String text) {
        assertThat(SentTime.ofText(text).map(Instant::getEpochSecond).stream())
                .allMatch(second -> second >= FIRST && second <= LAST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-29T20:15:30.5Z",
                "2026-11-29T20:15:30,5Z",
                "2026-11-29T20:15:30,500+0000",
                "2026-11-29T21:45:30,500000000+0130",
                "2026-11-29 12:15:30.5-0800",
                "2026-11-29T20:15:30,5",
            })
    void readsTheTimesThatCommandsPrint(String text) {
        assertThat(SentTime.ofText(text)).contains(Instant.parse("2026-11-29T20:15:30.500Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-29T20:15:30,Z",
                "2026-11-29T20:15:30,5,5Z",
                "2026-11-29T20:15,5Z",
                "2026-11-29T20:15:30+9999",
                "2026-11-29T20:15:30+00000",
                "tomorrow",
                "12",
                "2026-01-01",
                "2026-02-30T00:00:00Z",
                "2026-01-01T24:00:01Z",
                "0000-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00"
            })
    void isNoTime(String text) {
        assertThat(SentTime.ofText(text)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e300", "-1e300", "1e-10", "0.0000000001", "1e2147483647"})
    void isNoNumberOfSeconds(String number) {
        assertThat(SentTime.ofSeconds(new BigDecimal(number))).isEmpty();
    }
}
