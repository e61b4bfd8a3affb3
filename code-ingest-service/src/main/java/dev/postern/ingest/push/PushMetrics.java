package dev.postern.ingest.push;

import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts pushes by outcome: {@code postern_pushes_total}. */
@ApplicationScoped
class PushMetrics {
    private final Map<PushOutcome, Counter> counters = new EnumMap<>(PushOutcome.class);
    private final MeterRegistry registry;

    PushMetrics(MeterRegistry registry) {
        this.registry = registry;
        Arrays.stream(PushOutcome.values())
                .forEach(outcome -> counters.put(
                        outcome,
                        Counter.builder("postern.pushes")
                                .description("Pushed messages by what became of them")
                                .tag("outcome", outcome.wireName())
                                .register(registry)));
    }

    /** Counts a push that was not taken, and why: {@code postern_pushes_refused_total}. */
    void countRefused(Problem problem) {
        count(PushOutcome.of(problem));
        registry.counter("postern.pushes.refused", "reason", reason(problem)).increment();
    }

    /** Passing trouble is told apart by what is in the way. */
    static String reason(Problem problem) {
        Hindrance hindrance = problem.hindrance();
        return hindrance == null ? problem.type().wireName() : hindrance.wireName();
    }

    void count(PushOutcome outcome) {
        Counter counter = counters.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }
}
