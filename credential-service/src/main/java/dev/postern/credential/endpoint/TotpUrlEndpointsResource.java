package dev.postern.credential.endpoint;

import dev.postern.credential.paging.PageQuery;
import dev.postern.credential.published.KeepPrevious;
import dev.postern.credential.published.Publication;
import dev.postern.credential.published.PublishedSettings.Changed;
import dev.postern.credential.store.SecondFactors;
import dev.postern.credential.vault.SecretText;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
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
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Where a Skyvern server asks for codes, administered by the organisation. All of it needs the scope {@code admin}, and
 * whatever makes or changes one needs {@code codes:request} too: docs/rules.md, "Access".
 */
@Path("/v1/totp-url-endpoints")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class TotpUrlEndpointsResource {
    private final Access access;
    private final StoredEndpoints endpoints;
    private final SecondFactors credentials;
    private final Publication publication;

    TotpUrlEndpointsResource(
            Access access, StoredEndpoints endpoints, SecondFactors credentials, Publication publication) {
        this.access = access;
        this.endpoints = endpoints;
        this.credentials = credentials;
        this.publication = publication;
    }

    /**
     * What a caller says of an endpoint. One of {@code credential_id} and {@code totp_identifier} is required.
     *
     * @param name a label for people
     * @param credentialId the credential whose codes it answers with
     * @param totpIdentifier where the codes arrive
     * @param otpType the type it answers with; any when absent
     * @param signingKeys what Skyvern signs with, its organisation's API key; two while it is being replaced
     * @param holdSeconds how long a post is held while there is no code; 25 when absent, 28 at most
     * @param allowWithoutRun whether a body without run and task id is answered; not when absent
     */
    @Schema(name = "TotpUrlEndpointSettings")
    record SettingsBody(
            @Schema(maxLength = TextLimit.Most.NAME) String name,
            @Schema(maxLength = TextLimit.Most.ID) @Nullable String credentialId,

            @Schema(maxLength = TextLimit.Most.IDENTIFIER) @Nullable String totpIdentifier,

            @Schema(enumeration = {"totp", "magic_link"}) @Nullable String otpType,

            @Schema(maxLength = TextLimit.Most.SIGNING_KEY, maxItems = SigningKeys.MOST)
            List<String> signingKeys,

            @Nullable Integer holdSeconds,
            @Nullable Boolean allowWithoutRun) {}

    /**
     * How a signing key is replaced.
     *
     * @param signingKey the key that Skyvern signs with from now on
     * @param keepPreviousSeconds how long the present one goes on; 3600 when absent, 0 for one that leaked
     */
    @Schema(name = "SigningKeyRotation")
    record RotationBody(
            @Schema(maxLength = TextLimit.Most.SIGNING_KEY) String signingKey,
            @Nullable Long keepPreviousSeconds) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "createTotpUrlEndpoint",
            summary = "Make an endpoint for Skyvern's totp_url",
            description = "Needs codes:request beside admin, since an endpoint gives codes.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SettingsBody.class)))
    @APIResponseSchema(
            value = EndpointView.class,
            responseCode = "201",
            responseDescription = "The endpoint with its address, which is to be entered at Skyvern")
    @Needs({Scope.ADMIN, Scope.CODES_REQUEST})
    public Response create(JsonBody json, @Context HttpHeaders headers) {
        Caller caller = requireMaker(headers);
        EndpointSettings settings = EndpointFields.create(json.fields(), known(caller));
        Changed<EndpointView> created = endpoints.create(caller, settings);
        publication.awaitOrUndo(created.event(), "No endpoint was made", () -> endpoints.withdraw(caller, created));
        return Response.status(Response.Status.CREATED).entity(created.view()).build();
    }

    @GET
    @Operation(operationId = "listTotpUrlEndpoints", summary = "The organisation's endpoints for Skyvern's totp_url")
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    @Parameter(
            name = "page_size",
            in = ParameterIn.QUERY,
            description = "100 when absent",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500"))
    @APIResponse(responseCode = "200", description = "A page, newest first")
    public List<EndpointView> list(@Context HttpHeaders headers, @Context UriInfo uri) {
        return endpoints.newestFirst(access.require(headers, Scope.ADMIN), PageQuery.of(uri));
    }

    @GET
    @Path("/{endpoint_id}")
    @Operation(operationId = "getTotpUrlEndpoint", summary = "One endpoint")
    @APIResponse(responseCode = "200", description = "The endpoint, without its keys")
    public EndpointView get(@PathParam("endpoint_id") String endpointId, @Context HttpHeaders headers) {
        return endpoints.get(access.require(headers, Scope.ADMIN), endpointId);
    }

    @PATCH
    @Path("/{endpoint_id}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "changeTotpUrlEndpoint",
            summary = "Change an endpoint's settings",
            description =
                    "What the body leaves out stays as it was; the address always does. Needs codes:request beside"
                            + " admin.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SettingsBody.class)))
    @APIResponse(responseCode = "200", description = "Changed, everywhere")
    @Needs({Scope.ADMIN, Scope.CODES_REQUEST})
    public EndpointView change(
            @PathParam("endpoint_id") String endpointId, JsonBody json, @Context HttpHeaders headers) {
        Caller caller = requireMaker(headers);
        JsonFields fields = json.fields();
        return published(
                endpoints.change(caller, endpointId, before -> EndpointFields.change(fields, before, known(caller))));
    }

    @POST
    @Path("/{endpoint_id}/rotate-signing-key")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "rotateTotpUrlEndpointSigningKey",
            summary = "Replace the key that Skyvern signs with",
            description =
                    "The one before goes on for an hour unless the body says otherwise. Needs codes:request beside"
                            + " admin.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RotationBody.class)))
    @APIResponse(responseCode = "200", description = "Replaced, everywhere")
    @Needs({Scope.ADMIN, Scope.CODES_REQUEST})
    public EndpointView rotate(
            @PathParam("endpoint_id") String endpointId, JsonBody json, @Context HttpHeaders headers) {
        Caller caller = requireMaker(headers);
        // A stranger learns nothing of the form of what is not there.
        endpoints.get(caller, endpointId);
        Rotation rotation = Rotation.read(json.fields());
        return published(endpoints.rotate(caller, endpointId, rotation.next(), rotation.keepPrevious()));
    }

    /** A new signing key, and how long the present one goes on. */
    record Rotation(SecretText next, Duration keepPrevious) {
        static Rotation read(JsonFields fields) {
            SecretText next = EndpointFields.nextKey(fields);
            Duration keep = KeepPrevious.read(fields, KeepPrevious.HOUR);
            fields.check();
            return new Rotation(next, keep);
        }
    }

    @DELETE
    @Path("/{endpoint_id}")
    @Operation(operationId = "deleteTotpUrlEndpoint", summary = "Delete an endpoint with its keys")
    @APIResponse(responseCode = "204", description = "It answers nobody any more")
    public Response delete(@PathParam("endpoint_id") String endpointId, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        published(endpoints.delete(caller, endpointId));
        return Response.noContent().build();
    }

    private Predicate<String> known(Caller caller) {
        return credentialId -> credentials.exists(caller.organizationId(), credentialId);
    }

    /**
     * Whoever holds an endpoint's signing key gets codes by it, as with {@code codes:request}; a caller must not give itself
     * what its key lacks.
     */
    private Caller requireMaker(HttpHeaders headers) {
        access.require(headers, Scope.ADMIN);
        return access.require(headers, Scope.CODES_REQUEST);
    }

    private EndpointView published(Changed<EndpointView> changed) {
        publication.await(changed.event());
        return changed.view();
    }
}
