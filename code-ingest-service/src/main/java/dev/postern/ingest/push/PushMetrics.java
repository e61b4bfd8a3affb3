package dev.postern.ingest.push;

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

    PushMetrics(MeterRegistry registry) {
        Arrays.stream(PushOutcome.values())
                .forEach(outcome -> counters.put(
                        outcome,
                        Counter.builder("postern.pushes")
                                .description("Pushed messages by what became of them")
                                .tag("outcome", outcome.wireName())
                                .register(registry)));
    }

    void count(PushOutcome outcome) {
        Counter counter = counters.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }
}
