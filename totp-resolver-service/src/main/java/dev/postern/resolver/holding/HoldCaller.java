package dev.postern.resolver.holding;

import dev.postern.platform.access.Grant;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.Replica;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.waiting.Signal;
import dev.postern.resolver.waiting.Waiting;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Holds callers until their requests change, without a thread. It takes two steps: hold the caller, then make or look
 * up the request and wait with {@link HeldCaller#until}. In this order no change is missed.
 */
@ApplicationScoped
public class HoldCaller {
    private final Waiting waiting;
    private final CodeRequests requests;
    private final Replica replica;
    private final Clock clock;

    HoldCaller(Waiting waiting, CodeRequests requests, Replica replica, Clock clock) {
        this.waiting = waiting;
        this.requests = requests;
        this.replica = replica;
        this.clock = clock;
    }

    /**
     * Holds a caller from now on.
     *
     * @param requestId the request that it waits for; it need not be stored yet
     * @param longest after this time the caller is told the state of its request
     * @param connection the hold ends when this connection ends
     * @param grant the hold ends with it, and nothing is told without it
     */
    public HeldCaller hold(String requestId, Duration longest, RoutingContext connection, Grant grant) {
        return new HeldCaller(this, requestId, longest, connection, grant);
    }

    /**
     * The stored request, with this replica noted as one to wake when it changes; empty when the organisation does not
     * have this request.
     */
    public Optional<CodeRequest> stored(String organizationId, String requestId) {
        return requests.hold(organizationId, requestId, replica.id());
    }

    CompletableFuture<Signal> signal(String requestId, Duration longest) {
        return waiting.hold(requestId, longest);
    }

    /** How the request stands now; its last known state when it is deleted. */
    CodeRequest now(CodeRequest request) {
        return requests.find(request.organizationId(), request.id()).orElse(request);
    }

    /** The time until the request's end; negative when it is over. */
    Duration left(CodeRequest request) {
        return Duration.between(clock.instant(), request.expiresAt());
    }
}
