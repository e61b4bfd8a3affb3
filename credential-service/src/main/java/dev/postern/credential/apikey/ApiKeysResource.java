package dev.postern.credential.apikey;

import dev.postern.credential.paging.PageQuery;
import dev.postern.credential.published.Publication;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Administration of an organisation's keys. */
@Path("/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ApiKeysResource {
    private final Access access;
    private final ApiKeyRows rows;
    private final ListedKeys listed;
    private final IssueApiKey issueApiKey;
    private final ChangeApiKey changeApiKey;
    private final RevokeApiKey revokeApiKey;
    private final AskedRevocation revocation;
    private final Publication publication;
    private final Clock clock;

    ApiKeysResource(
            Access access,
            ApiKeyRows rows,
            ListedKeys listed,
            IssueApiKey issueApiKey,
            ChangeApiKey changeApiKey,
            RevokeApiKey revokeApiKey,
            AskedRevocation revocation,
            Publication publication,
            Clock clock) {
        this.access = access;
        this.rows = rows;
        this.listed = listed;
        this.issueApiKey = issueApiKey;
        this.changeApiKey = changeApiKey;
        this.revokeApiKey = revokeApiKey;
        this.revocation = revocation;
        this.publication = publication;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = NewApiKey.Body.class)))
    @APIResponseSchema(value = IssuedKey.View.class, responseCode = "201", responseDescription = "The key, shown once")
    @Needs(Scope.ADMIN)
    public Response create(JsonBody json, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        NewApiKey requested = NewApiKey.read(json.fields(), clock.instant());
        for (Scope scope : requested.scopes()) {
            if (scope == Scope.OPERATOR || !caller.scopes().contains(scope)) {
                throw Problem.of(
                        ProblemType.FORBIDDEN, "The API key cannot grant a scope it lacks: " + scope.wireName());
            }
        }
        if (outlives(requested, caller)) {
            throw Problem.of(ProblemType.FORBIDDEN, "The API key cannot make one that outlives it");
        }
        IssuedKey issued = issueApiKey.issue(caller.organizationId(), requested, caller.apiKeyId());
        publication.awaitOrUndo(
                issued.event(),
                "No key was made",
                () -> revokeApiKey.revoke(caller.organizationId(), issued.apiKeyId(), caller.apiKeyId()));
        return Response.status(Response.Status.CREATED).entity(issued.view()).build();
    }

    /** Whether the new key would work after the end of the key that asks for it. */
    private boolean outlives(NewApiKey requested, Caller caller) {
        Instant ownEnd = rows.expiry(caller.organizationId(), caller.apiKeyId());
        Instant newEnd = requested.expiresAt();
        return ownEnd != null && (newEnd == null || newEnd.isAfter(ownEnd));
    }

    @GET
    @Transactional
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    @Parameter(
            name = "page_size",
            in = ParameterIn.QUERY,
            description = "100 when absent",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500"))
    @APIResponse(responseCode = "200", description = "A page of the organisation's keys, newest first")
    public List<ListedKeys.View> list(@Context HttpHeaders headers, @Context UriInfo uri) {
        Caller caller = access.require(headers, Scope.ADMIN);
        PageQuery page = PageQuery.of(uri);
        return listed.page(caller.organizationId(), page);
    }

    @PATCH
    @Path("/{api_key_id}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "changeApiKey",
            summary = "Rename a key, and set what it may use",
            description = "What the body leaves out stays. Quotas hold everywhere within a second")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ChangeApiKey.Body.class)))
    @APIResponseSchema(
            value = ListedKeys.View.class,
            responseCode = "200",
            responseDescription = "The key as it is now")
    @Needs(Scope.ADMIN)
    public ListedKeys.View change(
            JsonBody json, @PathParam("api_key_id") String apiKeyId, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        publication.await(changeApiKey.change(caller.organizationId(), apiKeyId, json.fields(), caller.apiKeyId()));
        return listed.get(caller.organizationId(), apiKeyId);
    }

    @DELETE
    @Path("/{api_key_id}")
    @Parameter(
            name = "revoke_made",
            in = ParameterIn.QUERY,
            description =
                    "true: the channels and endpoints that the key made are deleted with it, and the keys that it made"
                            + " are revoked with what they made. They go on otherwise. May be asked for later too",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @APIResponse(
            responseCode = "204",
            description = "The key opens nothing any more, anywhere. What it held open ends within a second")
    public Response revoke(
            @PathParam("api_key_id") String apiKeyId, @Context UriInfo uri, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        revocation.revoke(caller, apiKeyId, uri);
        return Response.noContent().build();
    }
}
