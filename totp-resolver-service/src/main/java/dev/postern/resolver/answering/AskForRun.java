package dev.postern.resolver.answering;

import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.authenticator.AuthenticatorTurns;
import dev.postern.resolver.claim.CodeRequest;
import dev.postern.resolver.claim.Delivery;
import dev.postern.resolver.claim.StandingRequests;
import dev.postern.resolver.claim.Status;
import dev.postern.resolver.claim.WokenBy;
import dev.postern.resolver.message.Rereading;
import dev.postern.resolver.request.AskForCode;
import dev.postern.resolver.request.CodeRequestBody;
import dev.postern.resolver.request.HoldAnswer;
import dev.postern.resolver.request.IdempotencyKey;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Asks for a run's code. The asking is a code request like any other, so that the same statements decide who gets a code. Skyvern
 * asks in many short calls where others wait in one: those of a run join its request while it waits, and one after its end
 * makes another, which finds the code that the run has already, or a newer one.
 */
@ApplicationScoped
class AskForRun {
    // Skyvern asks again ten seconds after an answer, later when it looks into a mailbox between.
    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofSeconds(30);
    // All that must not differ among the calls of a series stands in its key.
    private static final String SAME_BODY = "totp-url";

    private final AskForCode askForCode;
    private final StandingRequests standing;
    private final AuthenticatorTurns turns;
    private final Rereading rereading;
    private final HoldAnswer holdAnswer;
    private final PayloadSealer sealer;
    private final IndexKey indexKey;

    AskForRun(
            AskForCode askForCode,
            StandingRequests standing,
            AuthenticatorTurns turns,
            Rereading rereading,
            HoldAnswer holdAnswer,
            PayloadSealer sealer,
            IndexKey indexKey) {
        this.askForCode = askForCode;
        this.standing = standing;
        this.turns = turns;
        this.rereading = rereading;
        this.holdAnswer = holdAnswer;
        this.sealer = sealer;
        this.indexKey = indexKey;
    }

    /**
     * The run's code, or none yet, once there is something to say or the endpoint's time is over.
     *
     * @throws Problem when what the endpoint serves cannot be asked for
     */
    CompletionStage<Response> answer(Endpoint endpoint, AskingRun run, RoutingContext connection) {
        String id = askForCode.newId();
        return holdAnswer.holdNew(id, endpoint.hold(), connection, () -> ask(endpoint, run, id), this::response);
    }

    private CodeRequest ask(Endpoint endpoint, AskingRun run, String id) {
        String series = indexKey.digest(served(endpoint), run.identity());
        Duration timeout = endpoint.hold().plus(UNTIL_ASKED_AGAIN);
        Optional<CodeRequest> waiting = standing.prolong(endpoint.organizationId(), series, timeout);
        if (waiting.isPresent()) {
            if (waiting.get().matchKey() == null) {
                // Whoever was to ask for its step knows the end that it had before.
                turns.takeTurn(waiting.get(), WokenBy.REQUEST);
            }
            // Whoever made it may not have come to that.
            return rereading.forRequest(waiting.get(), WokenBy.REQUEST);
        }
        CodeRequestBody body = CodeRequestBody.ofRun(
                endpoint.identifier(),
                endpoint.credentialId(),
                run.scope(),
                run.workflowPermanentId(),
                endpoint.otpType(),
                timeout);
        Caller skyvern = new Caller(endpoint.organizationId(), endpoint.endpointId(), Set.of(Scope.CODES_REQUEST));
        try {
            return askForCode.ask(skyvern, id, body, new IdempotencyKey(series, SAME_BODY), true);
        } catch (Problem problem) {
            throw isOfEndpoint(problem) ? gone() : problem;
        }
    }

    /** A run that asks at two endpoints, or after one was changed, asks for something else. */
    private static String served(Endpoint endpoint) {
        return String.join(
                "\n",
                SAME_BODY,
                endpoint.endpointId(),
                endpoint.otpType() == null ? "" : endpoint.otpType().wireName(),
                endpoint.credentialId() == null ? "" : endpoint.credentialId(),
                endpoint.identifier() == null ? "" : endpoint.identifier());
    }

    /** The credential was deleted or lost its second factor: no field of Skyvern's is wrong. */
    private static boolean isOfEndpoint(Problem problem) {
        return problem.type() == ProblemType.NOT_FOUND || problem.type() == ProblemType.INVALID_BODY;
    }

    private static Problem gone() {
        return Problem.of(ProblemType.CONFLICT, "The endpoint's credential is gone or gives no code");
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
