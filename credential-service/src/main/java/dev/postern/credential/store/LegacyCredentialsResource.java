package dev.postern.credential.store;

import dev.postern.credential.body.CredentialType;
import dev.postern.credential.body.VaultType;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.MaxBytes;
import dev.postern.platform.body.TextLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The credentials API under Skyvern's former paths, with their statuses. */
@Path("/api/v1/credentials")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class LegacyCredentialsResource {
    private final CredentialsResource current;

    LegacyCredentialsResource(CredentialsResource current) {
        this.current = current;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "200", description = "Stored")
    @APIResponse(responseCode = "400", description = "The authenticator key or the vault cannot be used")
    @Needs(Scope.CREDENTIALS_WRITE)
    public CredentialView create(
            @MaxBytes(CredentialsResource.MOST_BYTES) JsonBody json, @Context HttpHeaders headers) {
        return current.created(json, headers);
    }

    @GET
    @Transactional
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(name = "page_size", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(
            name = "credential_type",
            in = ParameterIn.QUERY,
            schema = @Schema(implementation = CredentialType.class))
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.SEARCH))
    @Parameter(name = "vault_type", in = ParameterIn.QUERY, schema = @Schema(implementation = VaultType.class))
    @Parameter(
            name = "folder_id",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.ID))
    @APIResponse(responseCode = "200", description = "The page, newest first")
    public List<CredentialView> list(@Context HttpHeaders headers, @Context UriInfo uri) {
        return current.list(headers, uri);
    }

    @GET
    @Path("/{credential_id}")
    @Transactional
    @APIResponse(responseCode = "200", description = "The credential without its secrets")
    public CredentialView get(@PathParam("credential_id") String credentialId, @Context HttpHeaders headers) {
        return current.get(credentialId, headers);
    }

    @PUT
    @Path("/{credential_id}")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "200", description = "Overwritten")
    @APIResponse(responseCode = "400", description = "The authenticator key cannot be used")
    @APIResponse(responseCode = "409", description = "A Skyvern server keeps it here")
    @Needs(Scope.CREDENTIALS_WRITE)
    public CredentialView update(
            @MaxBytes(CredentialsResource.MOST_BYTES) JsonBody json,
            @PathParam("credential_id") String credentialId,
            @Context HttpHeaders headers) {
        return current.update(json, credentialId, headers);
    }

    @PUT
    @Path("/{credential_id}/folder")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = CredentialsResource.FolderChoice.class)))
    @APIResponse(responseCode = "200", description = "Filed")
    @APIResponse(responseCode = "400", description = "There is no such folder")
    @Needs(Scope.CREDENTIALS_WRITE)
    public CredentialView file(
            JsonBody json, @PathParam("credential_id") String credentialId, @Context HttpHeaders headers) {
        return current.file(json, credentialId, headers);
    }

    @DELETE
    @Path("/{credential_id}")
    @APIResponse(responseCode = "200", description = "Deleted, with its secrets; the body is null")
    public Response delete(@PathParam("credential_id") String credentialId, @Context HttpHeaders headers) {
        current.deleted(credentialId, headers);
        return Response.ok("null").build();
    }
}
