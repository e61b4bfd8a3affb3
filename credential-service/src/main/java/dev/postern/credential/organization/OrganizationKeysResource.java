package dev.postern.credential.organization;

import dev.postern.credential.apikey.AskedRevocation;
import dev.postern.credential.apikey.ChangeApiKey;
import dev.postern.credential.apikey.IssueApiKey;
import dev.postern.credential.apikey.IssuedKey;
import dev.postern.credential.apikey.ListedKeys;
import dev.postern.credential.apikey.NewApiKey;
import dev.postern.credential.apikey.RevokeApiKey;
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
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The operator's hand on the keys of an organisation. */
@Path("/v1/organizations/{organization_id}/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class OrganizationKeysResource {
    private final Access access;
    private final OrganizationRows rows;
    private final ListedKeys listed;
    private final IssueApiKey issue;
    private final ChangeApiKey change;
    private final RevokeApiKey revoke;
    private final AskedRevocation revocation;
    private final Publication publication;
    private final Clock clock;

    OrganizationKeysResource(
            Access access,
            OrganizationRows rows,
            ListedKeys listed,
            IssueApiKey issue,
            ChangeApiKey change,
            RevokeApiKey revoke,
            AskedRevocation revocation,
            Publication publication,
            Clock clock) {
        this.access = access;
        this.rows = rows;
        this.listed = listed;
        this.issue = issue;
        this.change = change;
        this.revoke = revoke;
        this.revocation = revocation;
        this.publication = publication;
        this.clock = clock;
    }

    /** For scopes that no key of the organisation has yet, above all {@code credentials:reveal}, and for lost keys. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = NewApiKey.Body.class)))
    @APIResponseSchema(value = IssuedKey.View.class, responseCode = "201", responseDescription = "The key, shown once")
    @Needs(Scope.OPERATOR)
    public Response issueKey(
            JsonBody json, @PathParam("organization_id") String organizationId, @Context HttpHeaders headers) {
        String actor = access.requireOperator(headers);
        NewApiKey requested = NewApiKey.read(json.fields(), clock.instant());
        if (requested.scopes().contains(Scope.OPERATOR)) {
            throw Problem.of(ProblemType.FORBIDDEN, "No key of an organisation has the scope operator");
        }
        requireThere(organizationId);
        IssuedKey issued = issue.issue(organizationId, requested, actor);
        publication.awaitOrUndo(
                issued.event(), "No key was made", () -> revoke.revoke(organizationId, issued.apiKeyId(), actor));
        return Response.status(Response.Status.CREATED).entity(issued.view()).build();
    }

    @GET
    @Operation(operationId = "listOrganizationApiKeys", summary = "The keys of an organisation")
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    @Parameter(
            name = "page_size",
            in = ParameterIn.QUERY,
            description = "100 when absent",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500"))
    @APIResponse(responseCode = "200", description = "A page of the organisation's keys, newest first")
    public List<ListedKeys.View> list(
            @PathParam("organization_id") String organizationId, @Context HttpHeaders headers, @Context UriInfo uri) {
        access.requireOperator(headers);
        PageQuery page = PageQuery.of(uri);
        requireThere(organizationId);
        return listed.page(organizationId, page);
    }

    @PATCH
    @Path("/{api_key_id}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "changeOrganizationApiKey",
            summary = "Rename a key of an organisation, and set what it may use",
            description = "As PATCH /v1/api-keys. An admin of the organisation may change it again")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ChangeApiKey.Body.class)))
    @APIResponseSchema(
            value = ListedKeys.View.class,
            responseCode = "200",
            responseDescription = "The key as it is now")
    @Needs(Scope.OPERATOR)
    public ListedKeys.View changeKey(
            JsonBody json,
            @PathParam("organization_id") String organizationId,
            @PathParam("api_key_id") String apiKeyId,
            @Context HttpHeaders headers) {
        String actor = access.requireOperator(headers);
        requireThere(organizationId);
        publication.await(change.change(organizationId, apiKeyId, json.fields(), actor));
        return listed.get(organizationId, apiKeyId);
    }

    @DELETE
    @Path("/{api_key_id}")
    @Operation(operationId = "revokeOrganizationApiKey", summary = "Revoke a key of an organisation")
    @Parameter(
            name = "revoke_made",
            in = ParameterIn.QUERY,
            description = "true: with the keys, channels and endpoints that it made, as in DELETE /v1/api-keys",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @APIResponse(
            responseCode = "204",
            description = "The key opens nothing any more, anywhere. What it held open ends within a second")
    public Response revoke(
            @PathParam("organization_id") String organizationId,
            @PathParam("api_key_id") String apiKeyId,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        String actor = access.requireOperator(headers);
        requireThere(organizationId);
        revocation.revoke(new Caller(organizationId, actor, Set.of(Scope.OPERATOR)), apiKeyId, uri);
        return Response.noContent().build();
    }

    private void requireThere(String organizationId) {
        if (!rows.isThere(organizationId)) {
            throw ChangeOrganization.unknown();
        }
    }
}
