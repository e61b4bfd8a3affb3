package dev.postern.local.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private long now;
    private boolean answers = true;
    private int asked;
    private final Silence silence = new Silence(
            () -> {
                asked++;
                return answers;
            },
            () -> now);

    @Test
    void isTooLongOnceNothingWasAnsweredForAMinute() {
        // Given
        pass(Duration.ofMinutes(10));
        assertThat(silence.isTooLong()).isFalse();

        // When
        answers = false;

        // Then
        for (int second = 0; second < 59; second++) {
            pass(Duration.ofSeconds(1));
            assertThat(silence.isTooLong()).as("after %d s", second).isFalse();
        }
        pass(Duration.ofSeconds(2));
        assertThat(silence.isTooLong()).isTrue();
        assertThat(asked).isLessThan(20);
    }

    @Test
    void endsWithAnAnswerAndWithAStart() {
        // Given
        answers = false;
        pass(Duration.ofSeconds(55));
        assertThat(silence.isTooLong()).isFalse();

        // When
        answers = true;
        pass(Duration.ofSeconds(5));

        // Then
        assertThat(silence.isTooLong()).isFalse();
        answers = false;
        pass(Duration.ofSeconds(61));
        assertThat(silence.isTooLong()).isTrue();
        silence.forget();
        assertThat(silence.isTooLong()).isFalse();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
