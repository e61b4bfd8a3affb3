package dev.postern.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FailureTraceTest {

    @Property
    void neverQuotesAMessage(
            @ForAll @AlphaChars @StringLength(min = 12, max = 30) String outer,
            @ForAll @AlphaChars @StringLength(min = 12, max = 30) String inner) {
        assertThat(FailureTrace.of(new IllegalStateException(outer, new IllegalArgumentException(inner))))
                .doesNotContain(outer, inner);
    }

    @Test
    void namesTheFailureItsCausesAndWhereTheyHappened() {
        // When
        String trace = FailureTrace.of(new IllegalStateException(new IllegalArgumentException("secret")));
        // Then
        assertThat(trace)
                .startsWith("java.lang.IllegalStateException\n    at ")
                .contains("\n  caused by java.lang.IllegalArgumentException\n    at ")
                .contains(FailureTraceTest.class.getName());
    }

    @Test
    void endsWhereCausesRunInACircle() {
        // Given
        IllegalStateException first = new IllegalStateException();
        first.initCause(new IllegalArgumentException(first));
        // Then
        assertThat(FailureTrace.of(first).split("caused by")).hasSize(2);
    }

    @Test
    void showsTwelveFramesOfADeepFailure() {
        assertThat(FailureTrace.of(deep(100)).lines().filter(line -> line.startsWith("    at ")))
                .hasSize(12);
    }

    private static RuntimeException deep(int depth) {
        return depth == 0 ? new IllegalStateException() : deep(depth - 1);
    }
}
