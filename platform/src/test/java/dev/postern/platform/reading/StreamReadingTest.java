package dev.postern.platform.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamReadingTest {
    private static final int MOST_BYTES = 64 * 1024;

    private final BodyBudget budget = new BodyBudget(1024 * 1024);

    /** Brings one byte at each reading, for ever. */
    private static final InputStream ENDLESS = new InputStream() {
        @Override
        public int read() {
            return 'x';
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            bytes[offset] = 'x';
            return 1;
        }
    };

    @Test
    void aStreamThatComesTooSlowlyIsCutOffAndItsMemoryGivenBack() {
        // Given
        Pace tooFast = new Pace(1, Long.MAX_VALUE);
        // When
        Problem refused = refused(tooFast);
        // Then
        assertThat(refused.type()).isEqualTo(ProblemType.REQUEST_TIMEOUT);
        assertThat(budget.used()).isZero();
    }

    @Test
    void anEndlessStreamIsCutOffAtItsLimitAndItsMemoryGivenBack() {
        // Given
        Pace patient = new Pace(Duration.ofHours(1).toNanos(), 1);
        // When
        Problem refused = refused(patient);
        // Then
        assertThat(refused.type()).isEqualTo(ProblemType.PAYLOAD_TOO_LARGE);
        assertThat(budget.used()).isZero();
    }

    private Problem refused(Pace pace) {
        return catchThrowableOfType(
                Problem.class, () -> new StreamReading(pace, budget, Payer.of("ch_1"), MOST_BYTES).read(ENDLESS));
    }
}
