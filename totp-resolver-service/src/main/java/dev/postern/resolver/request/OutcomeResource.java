package dev.postern.resolver.request;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.audit.Audited;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.resolver.claim.Outcomes;
import dev.postern.resolver.claim.Outcomes.Outcome;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.waiting.Waiting;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where logins say what became of their code, or that they have stopped waiting. */
@Path(CodeRequestAnswers.ROUTE)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RunOnVirtualThread
class OutcomeResource {
    private static final Choices<Outcome> OUTCOMES = Choices.of(Outcome.values(), Outcome::wireName);

    private final Access access;
    private final Outcomes outcomes;
    private final Waiting waiting;
    private final CodeRequestAnswers answers;

    OutcomeResource(Access access, Outcomes outcomes, Waiting waiting, CodeRequestAnswers answers) {
        this.access = access;
        this.outcomes = outcomes;
        this.waiting = waiting;
        this.answers = answers;
    }

    /** What became of the code. The same may be reported again. */
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OutcomeFields.class)))
    @APIResponse(
            responseCode = "200",
            description = "The request as it stands now",
            content = @Content(schema = @Schema(implementation = CodeRequestAnswer.class)))
    @APIResponse(
            responseCode = "409",
            description = "The request has no code, another outcome was reported, or its handle was not redeemed")
    @Audited(value = "code-request.outcome-told", always = true)
    @POST
    @Path("{id}/outcome")
    @Consumes(MediaType.WILDCARD)
    @Needs(Scope.CODES_REQUEST)
    public Response outcome(@PathParam("id") String id, JsonBody json, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CODES_REQUEST);
        Outcome outcome = read(json.fields());
        return switch (outcomes.report(caller.organizationId(), id, outcome)) {
            case Outcomes.Result.Noted(CodeRequest request, List<CodeRequest> delivered) -> {
                waiting.wake(delivered);
                yield answers.respondAtOnce(caller, request, null);
            }
            case Outcomes.Result.Contradicts(CodeRequest request) ->
                throw Problem.of(
                        ProblemType.CONFLICT,
                        request instanceof CodeRequest.Delivered
                                ? "Nobody redeemed the handle, so no site can have seen the code; released gives it back"
                                : "The request has no code whose outcome is still open");
            case Outcomes.Result.Unknown none -> throw CodeRequestsResource.unknown();
        };
    }

    static Outcome read(JsonFields fields) {
        Outcome outcome = fields.requiredChoice("outcome", OUTCOMES, Outcome.RELEASED);
        fields.check();
        return outcome;
    }

    /** Give the request up. A code that came and was in no answer yet goes to the other logins; one that was stays its run's. */
    @APIResponse(responseCode = "204", description = "Nobody waits for it any more")
    @Audited(value = "code-request.cancelled", always = true)
    @DELETE
    @Path("{id}")
    public Response cancel(@PathParam("id") String id, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CODES_REQUEST);
        return switch (outcomes.cancel(caller.organizationId(), id)) {
            case Outcomes.Result.Noted(CodeRequest request, List<CodeRequest> delivered) -> {
                waiting.wake(List.of(request));
                waiting.wake(delivered);
                yield Response.noContent().build();
            }
            case Outcomes.Result.Contradicts contradicts -> Response.noContent().build();
            case Outcomes.Result.Unknown none -> throw CodeRequestsResource.unknown();
        };
    }
}
