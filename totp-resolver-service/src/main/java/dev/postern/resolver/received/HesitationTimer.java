package dev.postern.resolver.received;

import dev.postern.database.StoreUnavailable;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.hesitation.Hesitations;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.WokenBy;
import dev.postern.resolver.waiting.Waiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;

/**
 * Looks once more for a code when a request's hesitation ends, and counts what it finds apart from what only the safety
 * timer found.
 */
@ApplicationScoped
class HesitationTimer {
    private final Hesitations hesitations;
    private final CodeRequests requests;
    private final Waiting waiting;
    private final Counter woken;

    HesitationTimer(Hesitations hesitations, CodeRequests requests, Waiting waiting, MeterRegistry metrics) {
        this.hesitations = hesitations;
        this.requests = requests;
        this.waiting = waiting;
        this.woken = metrics.counter("postern.code.requests.woken", "woken_by", WokenBy.HESITATION.wireName());
    }

    void onStart(@Observes StartupEvent event) {
        hesitations.atEnd(this::look);
    }

    private void look(CodeRequest request) {
        Optional<CodeRequest> delivered;
        try {
            delivered = requests.lookAgain(request, WokenBy.HESITATION);
        } catch (StoreUnavailable e) {
            // The caller waits on. The safety timer looks when the database is back.
            return;
        }
        delivered.ifPresent(now -> {
            woken.increment();
            waiting.wake(List.of(now));
        });
    }
}
