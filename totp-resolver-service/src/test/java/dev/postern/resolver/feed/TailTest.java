package dev.postern.resolver.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.resolver.feed.EventLog.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TailTest {
    /** Numbers of steps: how many events are added, and then how far each reader falls behind before it reads. */
    @Property
    void tellsEachReaderEverythingOnceAndInOrderOrThatItIsTooLate(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 7) Integer> added,
            @ForAll @IntRange(min = 1, max = 12) int kept,
            @ForAll @IntRange(min = 1, max = 60) int characters,
            @ForAll @IntRange(min = 1, max = 6) int readsEvery) {
        // Given
        Tail tail = new Tail(10, kept, characters);
        List<Recorded> all = new ArrayList<>();
        long told = 10;

        for (int step = 0; step < added.size(); step++) {
            // When
            List<Recorded> news = new ArrayList<>();
            for (int i = 0; i < added.get(step); i++) {
                // Numbers may have gaps.
                long seq = 11 + all.size() * 2L;
                news.add(new Recorded(seq, "received", "x".repeat((int) (seq % 9))));
                all.add(news.getLast());
            }
            tail.add(news);
            if (step % readsEvery != 0) {
                continue;
            }
            long from = told;
            Optional<List<Recorded>> read = tail.after(from);
            List<Recorded> due =
                    all.stream().filter(event -> event.seq() > from).toList();

            // Then
            if (read.isPresent()) {
                assertThat(read.get()).isEqualTo(due);
            } else {
                assertThat(due.size() > kept
                                || due.stream()
                                                .mapToInt(event -> event.data().length())
                                                .sum()
                                        > characters)
                        .isTrue();
            }
            told = tail.newest();
        }
    }
}
