package dev.postern.resolver.holding;

import dev.postern.database.StoreUnavailable;
import dev.postern.platform.arrival.CallingOrganization;
import dev.postern.platform.arrival.ConnectionEnd;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.resolver.claim.Outcomes;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.waiting.Waiting;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Cancels requests whose id no caller can learn any more. A code given to such a request goes back, so that others can
 * have it.
 */
@ApplicationScoped
public class AbandonRequest {
    private static final Logger LOGGER = Logger.getLogger(AbandonRequest.class);
    // Longer than a database takes to come back after a fail-over.
    private static final int MOST_TRIES = 120;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Outcomes outcomes;
    private final Waiting waiting;

    AbandonRequest(Outcomes outcomes, Waiting waiting) {
        this.outcomes = outcomes;
        this.waiting = waiting;
    }

    /** Cancels the request when the connection ends before its answer was sent; at once if it has already ended. */
    public void ifConnectionFails(RoutingContext connection, CodeRequest request) {
        String organizationId = request.organizationId();
        String id = request.id();
        ConnectionEnd.onFailure(connection, () -> inBackground(organizationId, id));
    }

    /** Cancels the request in the background; does nothing when no request with this id was stored. */
    public void inBackground(String organizationId, String id) {
        background(organizationId).execute(() -> attempt(organizationId, id, MOST_TRIES));
    }

    private static Executor background(String organizationId) {
        return task -> CallingOrganization.start("abandon-request", organizationId, task);
    }

    private void attempt(String organizationId, String id, int tries) {
        try {
            if (outcomes.abandon(organizationId, id) instanceof Outcomes.Result.Noted noted) {
                waiting.wake(noted.delivered());
            }
        } catch (StoreUnavailable e) {
            if (tries > 1) {
                CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, background(organizationId))
                        .execute(() -> attempt(organizationId, id, tries - 1));
            } else {
                warn(id, e);
            }
        } catch (RuntimeException e) {
            warn(id, e);
        }
    }

    private static void warn(String id, RuntimeException failure) {
        LOGGER.warnf(
                "A request whose caller left could not be cancelled requestId=%s problem=%s",
                id, FailureTrace.of(failure));
    }
}
