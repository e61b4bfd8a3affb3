package dev.postern.resolver.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration QUICK = Duration.ofMillis(50);
    private static final Duration HELD = Duration.ofSeconds(25);

    @Test
    void isTwoSecondsForHalfAMinuteAndThenGrowsToTen() {
        Pace pace = new Pace();

        List<Long> pauses = Stream.generate(() -> pace.after(QUICK, true).toMillis())
                .limit(22)
                .toList();

        assertThat(pauses.subList(0, 15)).containsOnly(2_000L);
        assertThat(pauses.subList(15, 22)).containsExactly(3_000L, 4_500L, 6_750L, 10_000L, 10_000L, 10_000L, 10_000L);
    }

    @Test
    void isNoPauseAfterAnAnswerThatWasHeld() {
        Pace pace = new Pace();

        for (int i = 0; i < 100; i++) {
            assertThat(pace.after(HELD, true)).isZero();
        }
        assertThat(pace.after(QUICK, true)).hasSeconds(2);
    }

    @Test
    void isAPauseAfterAFailureHoweverLongItTook() {
        assertThat(new Pace().after(HELD, false)).hasSeconds(2);
    }
}
