package dev.postern.ingest.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** When a message counts as received that somebody had before. */
class HeldTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void isWhenItCameToTheOneWhoHadItForLong() {
        assertThat(received(Held::inMailbox, Duration.ofSeconds(20))).isEqualTo(NOW.minusSeconds(20));
        assertThat(received(Held::bySender, Duration.ofHours(1))).isEqualTo(NOW.minus(Duration.ofHours(1)));
    }

    @Test
    void isNowWhereTheDifferenceMayBeTheOtherClocks() {
        assertThat(received(Held::inMailbox, Duration.ofSeconds(15))).isEqualTo(NOW);
        assertThat(received(Held::bySender, Duration.ofMinutes(2))).isEqualTo(NOW);
        assertThat(received(Held::bySender, Duration.ofHours(-3))).isEqualTo(NOW);
    }

    @Test
    void isNowWhereTheOtherClockWasNeverSet() {
        assertThat(Held.bySender(Instant.EPOCH).receivedAt(NOW)).isEqualTo(NOW);
        assertThat(Held.bySender(Instant.MIN).receivedAt(NOW)).isEqualTo(NOW);
        assertThat(Held.inMailbox(Instant.MAX).receivedAt(NOW)).isEqualTo(NOW);
    }

    @Property
    void isNeverLaterThanNowAndNeverBeforeWhatIsSaid(
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long seconds) {
        Instant received = received(Held::bySender, Duration.ofSeconds(seconds));
        assertThat(received).isIn(NOW, NOW.minusSeconds(seconds)).isBeforeOrEqualTo(NOW);
    }

    private static Instant received(Function<Instant, Held> by, Duration waited) {
        return by.apply(NOW.minus(waited)).receivedAt(NOW);
    }
}
