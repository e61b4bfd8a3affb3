package dev.postern.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private long now = Long.MAX_VALUE - MINUTE / 2;

    /** However the requests come: in no span are there more than the burst and what came in during the span. */
    @Property
    void neverLetsMoreThroughThanTheBurstAndWhatCameSince(
            @ForAll @Size(max = 120) List<@IntRange(max = 5_000) Integer> pausesInMilliseconds,
            @ForAll @IntRange(min = 1, max = 600) int perMinute,
            @ForAll @IntRange(min = 1, max = 10) int burst) {
        // Given
        TokenBucket bucket = new TokenBucket(perMinute, Duration.ofMinutes(1), burst, 0);
        List<Long> taken = new ArrayList<>();
        long at = 0;

        // When
        for (int pause : pausesInMilliseconds) {
            at += Duration.ofMillis(pause).toNanos();
            if (bucket.until(1, at).isZero()) {
                bucket.take(1, at);
                taken.add(at);
            }
        }

        // Then
        for (int first = 0; first < taken.size(); first++) {
            for (int last = first; last < taken.size(); last++) {
                double came = (taken.get(last) - taken.get(first)) * (double) perMinute / MINUTE;
                assertThat((double) (last - first + 1)).isLessThanOrEqualTo(burst + came + 0.001);
            }
        }
    }

    /** Whoever waits as long as it is told is let through, and not before. */
    @Property
    void tellsHowLongToWait(
            @ForAll @IntRange(min = 1, max = 600) int perMinute, @ForAll @IntRange(min = 1, max = 10) int burst) {
        // Given
        TokenBucket bucket = new TokenBucket(perMinute, Duration.ofMinutes(1), burst, 0);
        for (int i = 0; i < burst; i++) {
            assertThat(bucket.until(1, 0)).isZero();
            bucket.take(1, 0);
        }

        // When
        long wait = bucket.until(1, 0).toNanos();

        // Then
        assertThat(wait).isPositive();
        assertThat(bucket.until(1, wait - 1)).isPositive();
        assertThat(bucket.until(1, wait)).isZero();
    }

    /** However many are refused together: each that comes back when it was told, in seconds as the answer has them, is let through. */
    @Property
    void thoseWhoAreRefusedTogetherAreToldToComeOneAfterTheOther(
            @ForAll @IntRange(min = 60, max = 6_000) int perMinute,
            @ForAll @IntRange(min = 1, max = 300) int refused,
            @ForAll @IntRange(min = 1, max = 2) int keys) {
        // Given
        Rate rate = new Rate(Allotted.alike(perMinute), Duration.ofMinutes(1), perMinute, () -> now);
        through(rate, "o_1", "ak_0", perMinute);
        through(rate, "o_1", "ak_1", perMinute);
        long begin = now;

        // When
        List<Long> told = new ArrayList<>();
        for (int i = 0; i < refused; i++) {
            told.add(rate.take("o_1", "ak_" + i % keys, 1).plusMillis(999).toSeconds());
        }

        // Then
        int again = 0;
        for (int i = 0; i < refused; i++) {
            now = begin + Duration.ofSeconds(told.get(i)).toNanos();
            again += rate.take("o_1", "ak_" + i % keys, 1).isZero() ? 0 : 1;
        }
        long spread = TokenBucket.LONGEST_LINE.toSeconds() * Share.ofAKey(perMinute) / 60;
        assertThat(again).isLessThanOrEqualTo((int) Math.max(0, refused - spread));
        assertThat(told.getLast() - told.getFirst()).isLessThanOrEqualTo(TokenBucket.LONGEST_LINE.toSeconds() + 1);
    }

    /** Whoever asks again and again without waiting does not keep the others of its organisation away for longer than a minute. */
    @Test
    void nobodyIsToldToWaitMuchLongerThanUntilThereIsSomething() {
        // Given
        Rate rate = new Rate(Allotted.alike(60), Duration.ofMinutes(1), 60, () -> now);
        through(rate, "o_1", "ak_1", 100_000);

        // When
        Duration wait = rate.take("o_1", "ak_1", 1);

        // Then
        assertThat(wait).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(62));
    }

    @Test
    void aKeyLeavesAQuarterToTheOthersOfItsOrganizationAndAllToAnother() {
        // Given
        Rate rate = new Rate(Allotted.alike(60), Duration.ofMinutes(1), 8, () -> now);

        // When
        int one = through(rate, "o_1", "ak_1", 20);
        int other = through(rate, "o_1", "ak_2", 20);
        int neighbour = through(rate, "o_2", "ak_3", 20);
        now += Duration.ofSeconds(2).toNanos();
        int later = through(rate, "o_1", "ak_1", 20);

        // Then
        assertThat(List.of(one, other, neighbour, later)).containsExactly(6, 2, 6, 1);
    }

    /** However much is taken at once, no more is used than there is, and what is told as used is what was taken. */
    @Property
    void countsWhatIsTakenTogether(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 300) Integer> sizes,
            @ForAll @IntRange(min = 400, max = 2_000) int most) {
        // Given
        Rate bytes = new Rate(Allotted.alike(most), Duration.ofDays(1), most, () -> now);
        long through = 0;

        // When
        for (int size : sizes) {
            Duration wait = bytes.take("o_1", "ak_1", size);
            through += wait.isZero() ? size : 0;
        }

        // Then
        LimitInUse told = bytes.inUse("stored_bytes", "o_1", "ak_1");
        assertThat(through).isLessThanOrEqualTo(Share.ofAKey(most));
        assertThat(told.organization().used()).isEqualTo(through);
        assertThat(told.organization().most()).isEqualTo(most);
    }

    @Test
    void forgetsWhoDoesNotCall() {
        // Given
        Rate rate = new Rate(Allotted.alike(60), Duration.ofMinutes(1), 8, () -> now);
        for (int i = 0; i < 12_000; i++) {
            rate.take("o_" + i, "ak_" + i, 1);
        }
        int before = rate.remembered();
        now += MINUTE;

        // When
        for (int i = 0; i < 20_000; i++) {
            rate.take("o_new", "ak_new", 1);
            rate.take("p_" + i, "pk_" + i, 1);
            now += MINUTE;
        }

        // Then
        assertThat(before).isEqualTo(24_000);
        assertThat(rate.remembered()).isLessThan(50_000);
    }

    private static int through(Rate rate, String organization, String caller, int tries) {
        int through = 0;
        for (int i = 0; i < tries; i++) {
            if (rate.take(organization, caller, 1).isZero()) {
                through++;
            }
        }
        return through;
    }
}
