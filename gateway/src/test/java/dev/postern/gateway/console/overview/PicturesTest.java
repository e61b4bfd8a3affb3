package dev.postern.gateway.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.console.overview.Bars.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PicturesTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void aBarHasAPieceForEachSeriesAndFillsThePicture() {
        // When
        Bars bars = Bars.of(
                List.of(new Count(FROM, "twilio", 3), new Count(FROM, "mail", 1), new Count(hour(1), "mail", 2)),
                FROM,
                hour(2));
        // Then
        assertThat(bars.series()).containsExactly("mail", "twilio");
        assertThat(bars.most()).isEqualTo(4);
        assertThat(bars.rows())
                .containsExactly(
                        new Bars.Row("1 Nov 00:00", List.of(1L, 3L)), new Bars.Row("1 Nov 01:00", List.of(2L, 0L)));
        assertThat(bars.pieces()).hasSize(3);
        assertThat(bars.pieces().get(1).y()).isEqualTo("0.0");
        assertThat(bars.pieces().get(1).height()).isEqualTo("150.0");
    }

    @Test
    void aMonthAndManySourcesStayReadable() {
        // Given
        List<Count> counts = IntStream.range(0, 744)
                .mapToObj(hour -> new Count(hour(hour), "source " + hour % 30, 1))
                .toList();
        // When
        Bars bars = Bars.of(counts, FROM, hour(744));
        // Then
        assertThat(bars.series()).hasSize(6).endsWith("others");
        assertThat(bars.rows()).hasSizeLessThanOrEqualTo(62);
        assertThat(bars.rows().stream()
                        .flatMap(row -> row.counts().stream())
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(744);
    }

    @Test
    void nothingIsDrawnOfNothing() {
        assertThat(Bars.of(List.of(), FROM, hour(24)).pieces()).isEmpty();
        assertThat(Waits.of(List.of(), FROM, hour(24)).median()).isEmpty();
    }

    @Test
    void aLongerWaitStandsHigher() {
        // When
        Waits waits = Waits.of(
                List.of(new Waits.Hour(FROM, 1, 100, 1_000), new Waits.Hour(hour(1), 1, 10_000, 90_000_000)),
                FROM,
                hour(2));
        // Then
        assertThat(waits.median()).isEqualTo("240.0,160.0 720.0,80.0");
        assertThat(waits.slowest()).isEqualTo("240.0,120.0 720.0,0.0");
        assertThat(waits.points()).hasSize(4);
        assertThat(waits.points().getFirst()).isEqualTo(new Waits.Point(1, "240.0", "120.0", "1 Nov 00:00: 1.0 s"));
        assertThat(waits.hours().getFirst().middle()).isEqualTo("100 ms");
        assertThat(Waits.words(1_500)).isEqualTo("1.5 s");
        assertThat(Waits.words(90_000)).isEqualTo("1.5 min");
    }

    /** The hour that has begun is shown too: its point stands in the picture, above the bar of its codes. */
    @Test
    void eachHourHasItsPointInThePictureAboveItsBar() {
        for (int minutes : new int[] {1, 59, 60, 61, 1_380, 1_401, 1_439}) {
            Instant to = FROM.plus(Duration.ofMinutes(minutes));
            for (int at = 0; hour(at).isBefore(to); at++) {
                // When
                Waits waits = Waits.of(List.of(new Waits.Hour(hour(at), 1, 100, 100)), FROM, to);
                Bars.Piece bar = Bars.of(List.of(new Count(hour(at), "mail", 1)), FROM, to)
                        .pieces()
                        .getFirst();
                // Then
                double x = Double.parseDouble(waits.points().getFirst().x());
                double left = Double.parseDouble(bar.x());
                assertThat(x)
                        .as("hour %d of %d minutes", at, minutes)
                        .isBetween(left, left + Double.parseDouble(bar.width()));
            }
        }
    }

    @Test
    void oneOfAThousandIsSeen() {
        assertThat(new Unread("x", 1, 1_000).percent()).isEqualTo(1);
        assertThat(new Unread("x", 0, 0).percent()).isZero();
        assertThat(new Unread("x", 5, 5).percent()).isEqualTo(100);
    }

    private static Instant hour(int hours) {
        return FROM.plus(Duration.ofHours(hours));
    }
}
