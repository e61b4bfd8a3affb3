package dev.postern.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LateRefusalsTest {
    private static final Response REFUSED = Response.status(429).build();

    private final Problem tooMany = Problem.tooMany("Too many", Duration.ofSeconds(1));
    private final LateRefusals late = new LateRefusals(Duration.ofHours(1));

    @Test
    void onlyWhoAsksForTooMuchWaitsForItsRefusal() {
        // When
        List<Problem> found = Stream.concat(
                        Arrays.stream(ProblemType.values()).map(type -> Problem.of(type, "Refused")),
                        Arrays.stream(Hindrance.values()).map(hindrance -> Problem.unavailable(hindrance, "Refused")))
                .filter(problem -> !answer(problem).isDone())
                .toList();

        // Then
        assertThat(found)
                .allMatch(problem ->
                        problem.type() == ProblemType.TOO_MANY_REQUESTS || problem.hindrance() == Hindrance.OVERLOADED)
                .hasSize(2);
    }

    @Test
    void aLateRefusalComes() {
        assertThat(answer(new LateRefusals(Duration.ofMillis(1)), tooMany).join())
                .isSameAs(REFUSED);
    }

    @Test
    void refusalsBeyondTheMostComeAtOnceUntilOthersAreOver() {
        // Given
        List<CompletableFuture<Response>> waiting = IntStream.range(0, LateRefusals.MOST)
                .mapToObj(_ -> answer(tooMany))
                .toList();

        // Then
        assertThat(answer(tooMany)).isDone();

        // When
        waiting.getFirst().cancel(false);

        // Then
        assertThat(answer(tooMany)).isNotDone();
        assertThat(answer(tooMany)).isDone();
    }

    private CompletableFuture<Response> answer(Problem problem) {
        return answer(late, problem);
    }

    private static CompletableFuture<Response> answer(LateRefusals late, Problem problem) {
        return late.answer(problem, REFUSED).subscribeAsCompletionStage();
    }
}
