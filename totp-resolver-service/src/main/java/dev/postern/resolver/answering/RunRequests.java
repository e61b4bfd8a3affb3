package dev.postern.resolver.answering;

import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.authenticator.AuthenticatorTurns;
import dev.postern.resolver.claim.StandingRequests;
import dev.postern.resolver.message.RereadMessages;
import dev.postern.resolver.request.AskForCode;
import dev.postern.resolver.request.CodeRequestBody;
import dev.postern.resolver.request.IdempotencyKey;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.WokenBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one code request out of a run's calls. Skyvern asks in many short calls where others wait in one: those of a run join its
 * request while it waits. A call after its end makes another request, which finds the code that the run has already, or a newer
 * one. So the statements that decide who gets a code know nothing of such calls.
 */
@ApplicationScoped
class RunRequests {
    // Skyvern asks again ten seconds after an answer, later when it looks into a mailbox between.
    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofSeconds(30);
    // All that must not differ among the calls of a series stands in its key.
    private static final String SAME_BODY = "totp-url";

    private final AskForCode askForCode;
    private final StandingRequests standing;
    private final AuthenticatorTurns turns;
    private final RereadMessages rereading;
    private final IndexKey indexKey;

    RunRequests(
            AskForCode askForCode,
            StandingRequests standing,
            AuthenticatorTurns turns,
            RereadMessages rereading,
            IndexKey indexKey) {
        this.askForCode = askForCode;
        this.standing = standing;
        this.turns = turns;
        this.rereading = rereading;
        this.indexKey = indexKey;
    }

    /** What a new request will be called. */
    String newId() {
        return askForCode.newId();
    }

    /**
     * The run's request as it stands after being joined or made.
     *
     * @param id what it will be called if it is new
     * @throws Problem when what the endpoint serves cannot be asked for
     */
    CodeRequest ask(Endpoint endpoint, AskingRun run, String id) {
        String series = indexKey.digest(served(endpoint), run.identity());
        Duration timeout = endpoint.hold().plus(UNTIL_ASKED_AGAIN);
        Optional<CodeRequest> waiting = standing.prolong(endpoint.organizationId(), series, timeout);
        if (waiting.isPresent()) {
            if (waiting.get().asked().matchKey() == null) {
                // The alarm for its step was set for the end that it had before.
                turns.takeTurn(waiting.get(), WokenBy.REQUEST);
            }
            // The call that made it may have ended before that.
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
}
