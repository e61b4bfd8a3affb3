package dev.postern.resolver.request;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Grant;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.resolver.claim.CodeRequests;
import dev.postern.resolver.holding.HeldCaller;
import dev.postern.resolver.holding.HoldCaller;
import dev.postern.resolver.holding.WaitPreference;
import dev.postern.resolver.state.CodeRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Where logins ask for a code and wait for it: docs/rules.md, "Code requests". */
@Path(CodeRequestAnswers.ROUTE)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RunOnVirtualThread
class CodeRequestsResource {
    private static final int LISTED = 200;
    private static final Choices<String> LISTED_STATUS = Choices.of("waiting");

    private final Access access;
    private final AskAndWait askAndWait;
    private final HoldCaller holdCaller;
    private final CodeRequests requests;
    private final CodeRequestAnswers answers;

    CodeRequestsResource(
            Access access,
            AskAndWait askAndWait,
            HoldCaller holdCaller,
            CodeRequests requests,
            CodeRequestAnswers answers) {
        this.access = access;
        this.askAndWait = askAndWait;
        this.holdCaller = holdCaller;
        this.requests = requests;
        this.answers = answers;
    }

    /** A login needs a code. */
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CodeRequestFields.class)))
    @Parameter(
            name = "Prefer",
            in = ParameterIn.HEADER,
            description = "wait=N holds the answer up to N seconds, 55 at most")
    @APIResponse(
            responseCode = "200",
            description = "The code, or why there is none",
            content = @Content(schema = @Schema(implementation = CodeRequestAnswer.class)))
    @APIResponse(responseCode = "202", description = "Still waiting; Location says where to look again")
    @APIResponse(responseCode = "404", description = "No such credential of this organisation")
    @POST
    @Consumes(MediaType.WILDCARD)
    @Needs(Scope.CODES_REQUEST)
    public CompletionStage<Response> create(
            JsonBody json,
            @Context HttpHeaders headers,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Context RoutingContext connection) {
        Grant grant = access.grant(headers, Scope.CODES_REQUEST);
        IdempotencyKey key = IdempotencyKey.of(idempotencyKey, json);
        CodeRequestBody fields = CodeRequestBody.read(json.fields());
        WaitPreference preference = WaitPreference.of(headers.getRequestHeader("Prefer"));
        return askAndWait.answer(grant, fields, key, preference, connection);
    }

    /** How a request stands, or will stand soon. */
    @Parameter(
            name = "Prefer",
            in = ParameterIn.HEADER,
            description = "wait=N holds the answer up to N seconds, 55 at most")
    @APIResponse(
            responseCode = "200",
            description = "How the request ended, with its code",
            content = @Content(schema = @Schema(implementation = CodeRequestAnswer.class)))
    @APIResponse(responseCode = "202", description = "Still waiting; Location says where to look again")
    @GET
    @Path("{id}")
    public CompletionStage<Response> get(
            @PathParam("id") String id, @Context HttpHeaders headers, @Context RoutingContext connection) {
        Grant grant = access.grant(headers, Scope.CODES_REQUEST);
        String organizationId = grant.caller().organizationId();
        WaitPreference preference = WaitPreference.of(headers.getRequestHeader("Prefer"));
        if (!preference.holds()) {
            CodeRequest request = holdCaller.polled(organizationId, id).orElseThrow(CodeRequestsResource::unknown);
            grant.check();
            return CompletableFuture.completedFuture(answers.respond(request, preference.applied()));
        }
        try (HeldCaller held = holdCaller.hold(id, preference.hold(), connection, grant)) {
            CodeRequest request = holdCaller
                    .stored(organizationId, id, preference.hold())
                    .orElseThrow(CodeRequestsResource::unknown);
            return held.until(request).thenApply(now -> answers.respond(now, preference.applied()));
        }
    }

    /** Who is waiting now, newest first. */
    @Parameter(name = "status", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "The waiting requests of the organisation, newest first")
    @GET
    public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CODES_READ);
        QueryFields query = new QueryFields(uri.getQueryParameters());
        query.requiredChoice("status", LISTED_STATUS, "");
        query.check();
        List<CodeRequestAnswer> waiting = requests.waiting(caller.organizationId(), LISTED).stream()
                .map(answers::answer)
                .toList();
        return Response.ok(Map.of("code_requests", waiting))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "Code request not found");
    }
}
