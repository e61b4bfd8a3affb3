package dev.postern.resolver.feed;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PaceTest {

    @Property
    void writesNoMoreThanItMayHoweverManyListenAndHoweverMuchHappens(
            @ForAll @IntRange(min = 1, max = 100_000) int writesASecond,
            @ForAll @IntRange(min = 1, max = 5_000) int streams,
            @ForAll @IntRange(min = 1, max = 10_000) int happened) {
        // Given
        Pace pace = new Pace(writesASecond);
        long millis = 0;
        int left = happened;

        // When
        while (left > 0) {
            int events = Math.min(left, pace.batch(streams));
            millis += pace.pause(events, streams).toMillis();
            left -= events;
        }

        // Then
        long writes = (long) happened * streams;
        assertThat(writes * 1_000).isLessThanOrEqualTo(millis * writesASecond);
    }

    @Property
    void restsNoLongerThanASecondUnlessOneEventTakesLonger(
            @ForAll @IntRange(min = 1, max = 100_000) int writesASecond,
            @ForAll @IntRange(min = 1, max = 5_000) int streams) {
        // When
        Pace pace = new Pace(writesASecond);

        // Then
        assertThat(pace.pause(pace.batch(streams), streams).toMillis())
                .isLessThanOrEqualTo(Math.max(1_000, pace.pause(1, streams).toMillis()));
    }
}
