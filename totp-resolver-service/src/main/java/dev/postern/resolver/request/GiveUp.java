package dev.postern.resolver.request;

import dev.postern.platform.problem.FailureTrace;
import dev.postern.resolver.claim.Outcomes;
import dev.postern.resolver.claim.StoreUnavailable;
import dev.postern.resolver.waiting.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Ends requests that nobody can ask for any more, so that no code goes to them: docs/rules.md, "Code requests". */
@ApplicationScoped
class GiveUp {
    private static final Logger LOGGER = Logger.getLogger(GiveUp.class);
    private static final Executor APART =
            task -> Thread.ofVirtual().name("give-up").start(task);
    // Longer than a database takes to come back after a fail-over.
    private static final int MOST_TRIES = 120;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Outcomes outcomes;
    private final Waiting waiting;

    GiveUp(Outcomes outcomes, Waiting waiting) {
        this.outcomes = outcomes;
        this.waiting = waiting;
    }

    /** Without waiting for it; an id that is not stored is none to give up. */
    void soon(String organizationId, String id) {
        APART.execute(() -> now(organizationId, id, MOST_TRIES));
    }

    private void now(String organizationId, String id, int tries) {
        try {
            if (outcomes.abandon(organizationId, id) instanceof Outcomes.Result.Noted noted) {
                waiting.wake(noted.delivered());
            }
        } catch (StoreUnavailable e) {
            if (tries > 1) {
                CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, APART)
                        .execute(() -> now(organizationId, id, tries - 1));
            } else {
                tell(id, e);
            }
        } catch (RuntimeException e) {
            tell(id, e);
        }
    }

    private static void tell(String id, RuntimeException failure) {
        LOGGER.warnf("A request could not be given up requestId=%s problem=%s", id, FailureTrace.of(failure));
    }
}
