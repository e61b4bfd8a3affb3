package dev.postern.resolver.answering;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.claim.CodeRequest;
import dev.postern.resolver.claim.Delivery;
import dev.postern.resolver.claim.Status;
import dev.postern.resolver.holding.Bulkhead;
import dev.postern.resolver.holding.HeldCaller;
import dev.postern.resolver.holding.HoldCaller;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Asks for a run's code and answers in Skyvern's form. The run's request outlives the call: Skyvern asks again. */
@ApplicationScoped
class AskForRun {
    private final RunRequests runRequests;
    private final Bulkhead bulkhead;
    private final HoldCaller holdCaller;
    private final PayloadSealer sealer;

    AskForRun(RunRequests runRequests, Bulkhead bulkhead, HoldCaller holdCaller, PayloadSealer sealer) {
        this.runRequests = runRequests;
        this.bulkhead = bulkhead;
        this.holdCaller = holdCaller;
        this.sealer = sealer;
    }

    /**
     * The run's code, or none yet, once there is something to say or the endpoint's time is over.
     *
     * @throws Problem when what the endpoint serves cannot be asked for
     */
    CompletionStage<Response> answer(Endpoint endpoint, AskingRun run, RoutingContext connection) {
        String id = runRequests.newId();
        try (HeldCaller held = holdCaller.hold(id, endpoint.hold(), connection)) {
            CodeRequest request = bulkhead.admit(() -> runRequests.ask(endpoint, run, id));
            return held.until(request).thenApply(this::response);
        }
    }

    /** For a caller that left nothing is opened. */
    private Response response(Optional<CodeRequest> request) {
        return request.map(this::response).orElseGet(() -> Response.noContent().build());
    }

    private Response response(CodeRequest request) {
        Delivery delivery = request.delivery();
        boolean usable = request.status() == Status.DELIVERED || request.status() == Status.ACCEPTED;
        VerificationCode code = delivery == null || !usable
                ? VerificationCode.NONE_YET
                : new VerificationCode(sealer.open(delivery.codeSealed(), delivery.place()));
        // The type is named here: Skyvern takes any, and reads nothing else than JSON.
        return Response.ok(code, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
