package dev.postern.resolver.received;

import dev.postern.platform.worker.Alarm;
import dev.postern.platform.worker.Each;
import dev.postern.resolver.authenticator.AuthenticatorTurns;
import dev.postern.resolver.claim.Overdue;
import dev.postern.resolver.message.RereadMessages;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.WokenBy;
import dev.postern.resolver.waiting.Waiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Looks every few seconds for requests that no event reached. Each request that it answers is counted; without faults
 * the count stays 0.
 */
@ApplicationScoped
class SafetyTimer {
    private static final Logger LOGGER = Logger.getLogger(SafetyTimer.class);
    private static final Duration EVERY = Duration.ofSeconds(3);

    private final Overdue overdue;
    private final Waiting waiting;
    private final AuthenticatorTurns turns;
    private final RereadMessages rereading;
    private final Counter woken;
    private final Alarm alarm = new Alarm("safety-timer");

    SafetyTimer(
            Overdue overdue,
            Waiting waiting,
            AuthenticatorTurns turns,
            RereadMessages rereading,
            MeterRegistry metrics) {
        this.overdue = overdue;
        this.waiting = waiting;
        this.turns = turns;
        this.rereading = rereading;
        this.woken = metrics.counter("postern.code.requests.woken", "woken_by", "timer");
    }

    void onStart(@Observes StartupEvent event) {
        // Each is a task of its own: one that fails keeps none of the others from its turn.
        look("Requests whose time is over stay open", () -> waiting.wake(overdue.expire()));
        look(
                "Requests that missed a code are not looked for",
                () -> overdue.answerMissed(request -> mend(List.of(request))));
        look(
                "Requests that were answered elsewhere are not looked for",
                () -> mend(overdue.finalUnnoticed(waiting.heldIds())));
        look(
                "Requests that missed an authenticator's turn are not looked for",
                () -> Each.of(overdue.stepMissed(), request -> count(turns.takeTurn(request, WokenBy.TIMER))));
        look(
                "Messages that were to be read again are not looked for",
                () -> Each.of(
                        overdue.messagesUnread(),
                        request -> count(
                                rereading.forRequest(request, WokenBy.TIMER).isFinal())));
    }

    void onStop(@Observes ShutdownEvent event) {
        alarm.close();
    }

    private void look(String failing, Alarm.Task task) {
        alarm.every(EVERY, EVERY, failing, task);
    }

    private void mend(List<CodeRequest> found) {
        count(found.size());
        waiting.wake(found);
    }

    private void count(boolean answered) {
        count(answered ? 1 : 0);
    }

    private void count(int found) {
        if (found > 0) {
            LOGGER.warnf("Requests were answered by the safety timer only count=%d", found);
            woken.increment(found);
        }
    }
}
