package dev.postern.platform.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EachTest {
    private final List<Integer> done = new ArrayList<>();

    @Test
    void oneThatFailsKeepsNoneOfTheOthersFromItsTurn() {
        // When
        assertThatThrownBy(() -> Each.of(List.of(1, 2, 3, 4, 5), this::failOnEven))
                // Then
                .hasMessage("2")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(done).containsExactly(1, 3, 5);
    }

    @Test
    void withoutAFailureAllAreDone() {
        // When
        Each.of(List.of(1, 3), this::failOnEven);

        // Then
        assertThat(done).containsExactly(1, 3);
    }

    private void failOnEven(int number) {
        if (number % 2 == 0) {
            throw new IllegalStateException(Integer.toString(number));
        }
        done.add(number);
    }
}
