package dev.postern.credential.store;

import dev.postern.credential.body.NewLogin;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.MaxBytes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Logins in Postern's own form. What is stored is a credential like any other, listed and deleted over Skyvern's routes. */
@Path("/v1/logins")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class LoginsResource {
    private final Access access;
    private final CredentialChanges changes;
    private final CredentialViews views;

    LoginsResource(Access access, CredentialChanges changes, CredentialViews views) {
        this.access = access;
        this.changes = changes;
        this.views = views;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Store a login",
            description =
                    "Like POST /v1/credentials with a password, with three differences: the key alone is enough, a"
                            + " key without a type is an authenticator's, and each wrong field is named by itself.")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = NewLogin.Body.class)))
    @APIResponseSchema(value = CredentialView.class, responseCode = "201", responseDescription = "Stored")
    @Needs(Scope.CREDENTIALS_WRITE)
    public Response create(@MaxBytes(CredentialsResource.MOST_BYTES) JsonBody json, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_WRITE);
        CredentialRow row = changes.create(caller, NewLogin.read(json.fields()), false);
        return Response.status(Response.Status.CREATED).entity(views.of(row)).build();
    }

    @PATCH
    @Path("/{credential_id}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "changeLogin",
            summary = "Change a login in part",
            description = "What the body leaves out stays as it is, the secrets too; null takes away. Naming another"
                    + " totp_type than authenticator takes the key away.")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = NewLogin.Body.class)))
    @APIResponse(responseCode = "200", description = "Changed in what was given")
    @APIResponse(responseCode = "409", description = "It is no login, or a Skyvern server keeps it here")
    @Needs(Scope.CREDENTIALS_WRITE)
    public CredentialView change(
            @MaxBytes(CredentialsResource.MOST_BYTES) JsonBody json,
            @PathParam("credential_id") String credentialId,
            @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_WRITE);
        return views.of(changes.change(caller, credentialId, json.fields()));
    }
}
