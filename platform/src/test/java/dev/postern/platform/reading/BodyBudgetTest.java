package dev.postern.platform.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final int MOST = 1_000_000;

    private final BodyBudget budget = new BodyBudget(MOST);

    @Test
    void anOrganizationLeavesRoomToOthersHoweverManyKeysItHas() {
        // Given
        int taken = 0;
        for (int key = 0; key < 50; key++) {
            Payer flood = new Payer("ak_" + key, "o_flood");
            while (budget.take(flood, 0, 1_000)) {
                taken += 1_000;
            }
        }

        // When
        boolean neighbour = budget.take(new Payer("ak_neighbour", "o_neighbour"), 0, 1_000);

        // Then
        assertThat(taken).isBetween(MOST / 2 - 1_000 - 49_000, MOST / 2 + 49_000);
        assertThat(neighbour).isTrue();
    }

    @Test
    void oneKeyLeavesRoomToTheOthersOfItsOrganization() {
        // Given
        Payer flood = new Payer("ak_flood", "o_1");
        while (budget.take(flood, 0, 1_000)) {
            // Until nothing is left for it.
        }
        Payer other = new Payer("ak_other", "o_1");

        // When
        boolean first = budget.take(other, 0, 1_000);
        boolean second = budget.take(other, 0, 1_000);

        // Then
        assertThat(first).isTrue();
        assertThat(second).isTrue();
    }

    private record Held(Payer payer, int bytes) {}

    @Property
    void whatIsGivenBackIsThereAgain(@ForAll @Size(max = 200) List<@IntRange(max = 200_000) Integer> steps) {
        // Given
        BodyBudget shared = new BodyBudget(MOST);
        List<Held> held = new ArrayList<>();

        // When
        for (int step : steps) {
            if (step % 3 == 0 && !held.isEmpty()) {
                Held one = held.remove(step % held.size());
                shared.giveBack(one.payer(), one.bytes());
            } else {
                Payer payer = new Payer("ak_" + step % 5, step % 2 == 0 ? null : "o_" + step % 5 % 2);
                if (shared.take(payer, 0, step)) {
                    held.add(new Held(payer, step));
                }
            }
            assertThat(shared.used())
                    .isEqualTo(held.stream().mapToInt(Held::bytes).sum())
                    .isLessThanOrEqualTo(MOST);
        }
        held.forEach(one -> shared.giveBack(one.payer(), one.bytes()));

        // Then
        assertThat(shared.used()).isZero();
    }
}
