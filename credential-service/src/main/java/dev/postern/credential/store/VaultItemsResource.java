package dev.postern.credential.store;

import dev.postern.credential.body.CredentialBody;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.audit.Audited;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.MaxBytes;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/**
 * The custom credential service of a Skyvern server ({@code CREDENTIAL_VAULT_TYPE=custom}): it keeps its secrets here and
 * reads them back when a run needs them. The one route that answers with secrets, and only with those that came by it.
 */
@Path("/v1/vault/credentials")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class VaultItemsResource {
    private final Access access;
    private final CredentialChanges changes;

    VaultItemsResource(Access access, CredentialChanges changes) {
        this.access = access;
        this.changes = changes;
    }

    /**
     * The answer to a connection test.
     *
     * @param status {@code ok}
     */
    @Schema(name = "VaultStatus")
    record Status(String status) {}

    /**
     * The answer to a creation.
     *
     * @param id by which it is read and deleted; also the credential's id for code requests
     */
    @Schema(name = "VaultItemCreated")
    record Created(String id) {}

    @GET
    @APIResponse(responseCode = "200", description = "The token may store and read items here")
    public Status test(@Context HttpHeaders headers) {
        access.require(headers, Scope.CREDENTIALS_REVEAL);
        return new Status("ok");
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponseSchema(value = Created.class, responseCode = "201", responseDescription = "Stored")
    @Needs(Scope.CREDENTIALS_REVEAL)
    public Response create(@MaxBytes(CredentialsResource.MOST_BYTES) JsonBody json, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_REVEAL);
        CredentialRow row = changes.create(caller, CredentialBody.readItem(json.fields()), true);
        return Response.status(Response.Status.CREATED)
                .entity(new Created(row.credentialId))
                .build();
    }

    @Audited("credential.revealed")
    @GET
    @Path("/{item_id}")
    @APIResponse(
            responseCode = "200",
            description = "The item with its secrets; recorded in the audit trail",
            content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
    public Response reveal(@PathParam("item_id") String itemId, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_REVEAL);
        RevealedItem item = changes.reveal(caller, itemId)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no such item"));
        return Response.ok(item)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .build();
    }

    /** Of an item that is not there too: otherwise Skyvern would keep its own row for ever. */
    @DELETE
    @Path("/{item_id}")
    @Consumes(MediaType.WILDCARD)
    @APIResponse(responseCode = "204", description = "It is not there, or not any more")
    public Response delete(@PathParam("item_id") String itemId, @Context HttpHeaders headers) {
        changes.deleteItem(access.require(headers, Scope.CREDENTIALS_REVEAL), itemId);
        return Response.noContent().build();
    }
}
