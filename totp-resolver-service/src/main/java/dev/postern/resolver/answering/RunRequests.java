package dev.postern.resolver.answering;

import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.resolver.authenticator.AuthenticatorTurns;
import dev.postern.resolver.claim.StandingRequests;
import dev.postern.resolver.idempotency.IdempotencyKey;
import dev.postern.resolver.message.RereadMessages;
import dev.postern.resolver.request.AskForCode;
import dev.postern.resolver.request.CodeRequestBody;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.WokenBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one code request out of a run's calls. Other callers wait in one long call; Skyvern makes many short ones. A
 * run's calls join its request while it waits. A later call makes another request, which finds the code that the run
 * already has, or a newer one. The statements that assign codes therefore need no case for such calls.
 */
@ApplicationScoped
class RunRequests {
    // Skyvern asks again ten seconds after an answer, or later when it reads a mailbox in between.
    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofSeconds(30);
    // An answer that is decided so long before the end of a call still reaches it.
    private static final Duration TO_ANSWER = Duration.ofSeconds(1);
    // The key already holds everything that must be equal in all calls of a series.
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

    /** The id for a new request. */
    String newId() {
        return askForCode.newId();
    }

    /**
     * The run's request, joined or newly made, as it now stands.
     *
     * @param id the request's id if it is new
     * @throws Problem when the endpoint's credential or identifier cannot be asked for
     */
    CodeRequest ask(Endpoint endpoint, AskingRun run, String id) {
        List<String> series = indexKey.digests(served(endpoint), run.identity());
        return switch (standing.prolong(endpoint.organizationId(), series, timeout(endpoint))) {
            case StandingRequests.Standing.Waits(CodeRequest waiting) -> joined(waiting);
            case StandingRequests.Standing.Free(boolean hadCode) ->
                made(endpoint, run, id, series.getFirst(), hadCode ? untilTheHoldEnds(endpoint) : null);
        };
    }

    private CodeRequest joined(CodeRequest waiting) {
        if (waiting.asked().matchKey() == null) {
            // The alarm for its step was set according to its earlier end.
            turns.takeTurn(waiting, WokenBy.REQUEST);
        }
        // The call that made it may have ended before messages were read again.
        return rereading.forRequest(waiting, WokenBy.REQUEST);
    }

    /** The site may have refused the code that the run had: it gets that one again only at the end of its call. */
    private static Duration untilTheHoldEnds(Endpoint endpoint) {
        Duration hold = endpoint.hold();
        return hold.compareTo(TO_ANSWER.multipliedBy(2)) < 0 ? hold.dividedBy(2) : hold.minus(TO_ANSWER);
    }

    private CodeRequest made(
            Endpoint endpoint, AskingRun run, String id, String series, @Nullable Duration hesitation) {
        CodeRequestBody body = CodeRequestBody.ofRun(
                endpoint.identifier(),
                endpoint.credentialId(),
                run.scope(),
                run.workflowPermanentId(),
                endpoint.otpType(),
                timeout(endpoint),
                hesitation);
        try {
            return askForCode.ask(endpoint.caller(), id, body, new IdempotencyKey(series, SAME_BODY), endpoint.hold());
        } catch (Problem problem) {
            throw isOfEndpoint(problem) ? gone() : problem;
        }
    }

    private static Duration timeout(Endpoint endpoint) {
        return endpoint.hold().plus(UNTIL_ASKED_AGAIN);
    }

    /** What the endpoint serves. A run makes a separate request at another endpoint, and after a change of this one. */
    private static String served(Endpoint endpoint) {
        return String.join(
                "\n",
                SAME_BODY,
                endpoint.endpointId(),
                endpoint.otpType() == null ? "" : endpoint.otpType().wireName(),
                endpoint.credentialId() == null ? "" : endpoint.credentialId(),
                endpoint.identifier() == null ? "" : endpoint.identifier());
    }

    /** Whether the endpoint is at fault: its credential was deleted or lost its second factor. */
    private static boolean isOfEndpoint(Problem problem) {
        return problem.type() == ProblemType.NOT_FOUND || problem.type() == ProblemType.INVALID_BODY;
    }

    private static Problem gone() {
        return Problem.of(ProblemType.CONFLICT, "The endpoint's credential is gone or gives no code");
    }
}
