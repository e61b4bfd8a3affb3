package dev.postern.ingest.push;

import dev.postern.platform.access.KnownCaller;
import dev.postern.platform.arrival.Arrival;
import dev.postern.platform.arrival.ByApiKey;
import dev.postern.platform.arrival.Doorkeeper;
import dev.postern.platform.arrival.Head;
import dev.postern.platform.problem.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets API keys in and counts the pushes that are refused before their body is read. */
@Singleton
class PushDoorkeeper implements Doorkeeper {
    private final ByApiKey byApiKey;
    private final PushMetrics metrics;

    PushDoorkeeper(ByApiKey byApiKey, PushMetrics metrics) {
        this.byApiKey = byApiKey;
        this.metrics = metrics;
    }

    @Override
    public Arrival admit(Head head) {
        return byApiKey.admit(head);
    }

    @Override
    public Optional<KnownCaller> shown(Head head) {
        return byApiKey.shown(head);
    }

    @Override
    public @Nullable Response refusal(Head head, Problem problem) {
        metrics.countRefused(problem);
        return null;
    }
}
