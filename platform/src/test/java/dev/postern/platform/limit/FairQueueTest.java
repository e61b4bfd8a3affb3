package dev.postern.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    /** An item that knows where it belongs. */
    private record Item(String organization, int key, int number) {}

    /**
     * Steps: 0 to 11 adds an item of one of three organisations and four keys, 12 to 15 takes the next, 16 to 19 ends one that
     * was taken.
     */
    @Property
    void losesNothingAndKeepsTheOrderOfEachKey(
            @ForAll @Size(max = 80) List<@IntRange(max = 19) Integer> steps,
            @ForAll @IntRange(min = 1, max = 5) int mostOfOne) {
        // Given
        FairQueue<Item> queue = new FairQueue<>(mostOfOne);
        List<FairQueue.Taken<Item>> working = new ArrayList<>();
        List<Item> added = new ArrayList<>();
        List<Item> taken = new ArrayList<>();

        // When
        for (int step : steps) {
            if (step < 12) {
                Item item = new Item("o_" + step % 3, step / 3, added.size());
                added.add(item);
                queue.add(item.organization(), item.key(), item);
            } else if (step < 16) {
                take(queue, working, taken, mostOfOne);
            } else if (!working.isEmpty()) {
                queue.done(working.remove(step % working.size()));
            }
        }
        assertThat(queue.waiting()).isEqualTo(added.size() - taken.size());
        while (queue.waiting() > 0 || !working.isEmpty()) {
            if (!take(queue, working, taken, mostOfOne)) {
                queue.done(working.removeFirst());
            }
        }

        // Then
        assertThat(taken).containsExactlyInAnyOrderElementsOf(added);
        Map<List<Object>, Integer> last = new HashMap<>();
        for (Item item : taken) {
            Integer before = last.put(List.of(item.organization(), item.key()), item.number());
            assertThat(before == null || before < item.number()).isTrue();
        }
        assertThat(queue.next()).isEmpty();
    }

    private static boolean take(
            FairQueue<Item> queue, List<FairQueue.Taken<Item>> working, List<Item> taken, int mostOfOne) {
        Optional<FairQueue.Taken<Item>> next = queue.next();
        next.ifPresent(item -> {
            Set<List<Object>> keys = new HashSet<>();
            working.forEach(other -> keys.add(List.of(other.organizationId(), other.key())));
            assertThat(keys).doesNotContain(List.of(item.organizationId(), item.key()));
            working.add(item);
            assertThat(working)
                    .filteredOn(other -> other.organizationId().equals(item.organizationId()))
                    .hasSizeLessThanOrEqualTo(mostOfOne);
            taken.add(item.item());
        });
        return next.isPresent();
    }

    /** Whatever was added in whatever order: between two turns of one, each other that has something had its turn. */
    @Property
    void servesOrganizationsInTurn(@ForAll @Size(max = 60) List<@IntRange(max = 4) Integer> arrivals) {
        // Given
        FairQueue<String> queue = new FairQueue<>(Integer.MAX_VALUE);
        Map<String, Integer> left = new HashMap<>();
        for (int i = 0; i < arrivals.size(); i++) {
            String organization = "o_" + arrivals.get(i);
            queue.add(organization, i, organization);
            left.merge(organization, 1, Integer::sum);
        }
        ArrayDeque<String> round = new ArrayDeque<>();

        while (queue.waiting() > 0) {
            // When
            String served = queue.next().orElseThrow().item();

            // Then
            if (round.contains(served)) {
                assertThat(round).containsAll(left.keySet());
                round.clear();
            }
            round.add(served);
            left.computeIfPresent(served, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    @Test
    void aNeighbourOfAThousandComesNext() {
        // Given
        FairQueue<String> queue = new FairQueue<>(Integer.MAX_VALUE);
        for (int i = 0; i < 1_000; i++) {
            queue.add("o_flood", i, "flood");
        }
        queue.next();

        // When
        queue.add("o_neighbour", "k", "login");

        // Then
        assertThat(List.of(
                        queue.next().orElseThrow().item(),
                        queue.next().orElseThrow().item()))
                .contains("login");
    }
}
