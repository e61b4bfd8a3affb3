package dev.postern.resolver.answering;

import dev.postern.platform.access.Grant;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.holding.Bulkhead;
import dev.postern.resolver.holding.HeldCaller;
import dev.postern.resolver.holding.HoldCaller;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Delivery;
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
     * The run's code, or an empty one. Completes once there is something to tell or the endpoint's time is over; fails with
     * the refusal once the grant has ended.
     *
     * @throws Problem when the endpoint's credential or identifier cannot be asked for
     */
    CompletionStage<Response> answer(Endpoint endpoint, Grant grant, AskingRun run, RoutingContext connection) {
        String id = runRequests.newId();
        try (HeldCaller held = holdCaller.hold(id, endpoint.hold(), connection, grant)) {
            CodeRequest request =
                    bulkhead.admit(grant.caller().organizationId(), () -> runRequests.ask(endpoint, run, id));
            return held.until(request).thenApply(this::response);
        }
    }

    /** Empty when the caller has left; no code is opened then. */
    private Response response(Optional<CodeRequest> request) {
        return request.map(this::response).orElseGet(() -> Response.noContent().build());
    }

    private Response response(CodeRequest request) {
        // The type is named here: Skyvern accepts any type, but reads only JSON.
        return Response.ok(verificationCode(request), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private VerificationCode verificationCode(CodeRequest request) {
        return switch (request) {
            case CodeRequest.Delivered has -> verificationCode(has.delivery());
            case CodeRequest.Accepted has -> verificationCode(has.delivery());
            case CodeRequest.Waiting _,
                    CodeRequest.Rejected _,
                    CodeRequest.Released _,
                    CodeRequest.Expired _,
                    CodeRequest.Cancelled _ -> VerificationCode.NONE_YET;
        };
    }

    private VerificationCode verificationCode(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Received received -> opened(received.code());
            case Delivery.Authenticator authenticator -> opened(authenticator.code());
            case Delivery.TotpUrl url -> opened(url.code());
            case Delivery.Erased _ -> VerificationCode.NONE_YET;
        };
    }

    private VerificationCode opened(Delivery.SealedCode code) {
        return new VerificationCode(sealer.open(code.value(), code.place()));
    }
}
