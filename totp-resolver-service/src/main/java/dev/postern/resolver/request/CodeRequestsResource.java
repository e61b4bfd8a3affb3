package dev.postern.resolver.request;

import dev.postern.database.Page;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Grant;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.audit.Unaudited;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.resolver.claim.Attendance;
import dev.postern.resolver.claim.Attendance.Listed;
import dev.postern.resolver.holding.HeldCaller;
import dev.postern.resolver.holding.HoldCaller;
import dev.postern.resolver.holding.WaitPreference;
import dev.postern.resolver.idempotency.IdempotencyKey;
import dev.postern.resolver.paging.Cursor;
import dev.postern.resolver.paging.PageLimit;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Status;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
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
    private static final Choices<Status> STATUSES = Choices.of(Status.values(), Status::wireName);
    private static final Choices<Boolean> TRUE_OR_FALSE = Choices.of(new Boolean[] {true, false}, String::valueOf);

    private final Access access;
    private final AskAndWait askAndWait;
    private final HoldCaller holdCaller;
    private final Attendance attendance;
    private final CodeRequestAnswers answers;

    CodeRequestsResource(
            Access access,
            AskAndWait askAndWait,
            HoldCaller holdCaller,
            Attendance attendance,
            CodeRequestAnswers answers) {
        this.access = access;
        this.askAndWait = askAndWait;
        this.holdCaller = holdCaller;
        this.attendance = attendance;
        this.answers = answers;
    }

    /** A login needs a code. */
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CodeRequestFields.class),
                            examples =
                                    @ExampleObject(
                                            name = "a code by mail",
                                            value = "{\"totp_identifier\": \"user@example.com\","
                                                    + " \"page_origin\": \"https://example.com\","
                                                    + " \"timeout_seconds\": 120}")))
    @Parameter(
            name = "Prefer",
            in = ParameterIn.HEADER,
            description = "wait=N holds the answer up to N seconds, 55 at most",
            schema = @Schema(type = SchemaType.STRING, maxLength = WaitPreference.LONGEST))
    @APIResponse(
            responseCode = "200",
            description = "The code, or why there is none",
            content = @Content(schema = @Schema(implementation = CodeRequestAnswer.class)))
    @APIResponse(responseCode = "202", description = "Still waiting; Location says where to look again")
    @APIResponse(responseCode = "404", description = "No such credential of this organisation")
    @Unaudited(
            "The life of a request is told on postern.code-requests.v1, and a code is recorded where it is handed out")
    @POST
    @Consumes(MediaType.WILDCARD)
    @Needs(Scope.CODES_REQUEST)
    public CompletionStage<Response> create(
            JsonBody json,
            @Context HttpHeaders headers,
            @Parameter(
                            description = "Chosen by the caller. Repeated with it within 24 hours, the call joins the"
                                    + " request that it made, as when an answer was lost",
                            schema = @Schema(type = SchemaType.STRING, maxLength = IdempotencyKey.LONGEST))
                    @HeaderParam("Idempotency-Key")
                    @Nullable String idempotencyKey,
            @Context RoutingContext connection) {
        Grant grant = access.grant(headers, Scope.CODES_REQUEST);
        IdempotencyKey key = IdempotencyKey.of(idempotencyKey, json.canonical());
        CodeRequestBody fields = CodeRequestBody.read(json.fields());
        WaitPreference preference = WaitPreference.of(headers.getRequestHeader("Prefer"));
        return askAndWait.answer(grant, fields, key, preference, connection);
    }

    /** How a request stands, or will stand soon. */
    @Parameter(
            name = "Prefer",
            in = ParameterIn.HEADER,
            description = "wait=N holds the answer up to N seconds, 55 at most",
            schema = @Schema(type = SchemaType.STRING, maxLength = WaitPreference.LONGEST))
    @APIResponse(
            responseCode = "200",
            description = "How the request ended, with its code",
            content = @Content(schema = @Schema(implementation = CodeRequestAnswer.class)))
    @APIResponse(responseCode = "202", description = "Still waiting; Location says where to look again")
    @Unaudited(
            "The life of a request is told on postern.code-requests.v1, and a code is recorded where it is handed out")
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
            return CompletableFuture.completedFuture(answers.respond(grant.caller(), request, preference.applied()));
        }
        try (HeldCaller held = holdCaller.hold(id, preference.hold(), connection, grant)) {
            CodeRequest request =
                    holdCaller.stored(organizationId, id, preference.hold()).orElseThrow(CodeRequestsResource::unknown);
            return held.until(request).thenApply(now -> answers.respond(grant.caller(), now, preference.applied()));
        }
    }

    /** The requests of the organisation, newest first: who is waiting and whose caller is there, and what became of others. None tells its code, which a GET of the request does. */
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "`waiting` for those that wait now; any status unless given",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"waiting", "delivered", "accepted", "rejected", "expired", "cancelled"}))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "next_cursor of the page before",
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.CURSOR))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many at most, up to 200; 50 unless given",
            schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(
            name = "hints",
            in = ParameterIn.QUERY,
            description = "true: with what the first 20 know while they wait. Unlike a GET of each, this marks none as"
                    + " attended",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @APIResponse(
            responseCode = "200",
            description = "The requests of the organisation, newest first",
            content = @Content(schema = @Schema(implementation = CodeRequestsPage.class)))
    @Unaudited("A list tells no code")
    @GET
    public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CODES_READ);
        QueryFields query = new QueryFields(uri.getQueryParameters());
        Status status = query.optionalChoice("status", STATUSES);
        Cursor after = Cursor.read(query, "cursor");
        int limit = PageLimit.of(query);
        boolean hinted = Boolean.TRUE.equals(query.optionalChoice("hints", TRUE_OR_FALSE));
        query.check();
        Page<Listed> page = attendance.list(caller.organizationId(), status, after, limit);
        return Response.ok(answers.page(page, hinted ? caller : null))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "Code request not found");
    }
}
