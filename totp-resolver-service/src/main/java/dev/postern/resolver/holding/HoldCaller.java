package dev.postern.resolver.holding;

import dev.postern.database.StoreUnavailable;
import dev.postern.platform.access.Grant;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.resolver.claim.Attendance;
import dev.postern.resolver.claim.Attendance.Back;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.claim.Replica;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.NewCodeRequest.Holder;
import dev.postern.resolver.waiting.Signal;
import dev.postern.resolver.waiting.Waiting;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds callers until their requests change, without a thread. It takes two steps: hold the caller, then make or look
 * up the request and wait with {@link HeldCaller#until}. In this order no change is missed.
 */
@ApplicationScoped
public class HoldCaller {
    private static final Logger LOGGER = Logger.getLogger(HoldCaller.class);

    private final Waiting waiting;
    private final CodeRequests requests;
    private final Attendance attendance;
    private final Replica replica;
    private final Clock clock;

    HoldCaller(Waiting waiting, CodeRequests requests, Attendance attendance, Replica replica, Clock clock) {
        this.waiting = waiting;
        this.requests = requests;
        this.attendance = attendance;
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
     *
     * @param longest for how long the caller counts as being there, if its connection lasts
     */
    public Optional<CodeRequest> stored(String organizationId, String requestId, Duration longest) {
        return comeBack(organizationId, requestId, new Holder(replica.id(), longest));
    }

    /**
     * The stored request, whose caller asks how it stands and is answered at once; empty when the organisation does not
     * have this request.
     */
    public Optional<CodeRequest> polled(String organizationId, String requestId) {
        return comeBack(organizationId, requestId, null);
    }

    private Optional<CodeRequest> comeBack(String organizationId, String requestId, @Nullable Holder holder) {
        Optional<Back> back = attendance.comeBack(organizationId, requestId, holder);
        // Another connection may be held for it here, and be waiting still.
        waiting.wake(back.filter(Back::delivered).map(Back::request).stream().toList());
        return back.map(Back::request);
    }

    /** Notes that the connection of a held caller broke, unless another is held for the request here. */
    public void left(CodeRequest request) {
        if (request.isFinal() || waiting.holds(request.id())) {
            return;
        }
        try {
            attendance.leave(request, replica.id());
        } catch (StoreUnavailable e) {
            LOGGER.warnf(
                    "A caller that left counts as waiting until its call would have ended requestId=%s problem=%s",
                    request.id(), FailureTrace.of(e));
        }
    }

    CompletableFuture<Signal> signal(String requestId, Duration longest) {
        return waiting.hold(requestId, longest);
    }

    /** How the request stands now; its last known state when it is deleted. */
    CodeRequest now(CodeRequest request) {
        return requests.find(request.organizationId(), request.id()).orElse(request);
    }

    /** The time until the request's end; negative when it is over. */
    Duration timeLeft(CodeRequest request) {
        return Duration.between(clock.instant(), request.expiresAt());
    }
}
