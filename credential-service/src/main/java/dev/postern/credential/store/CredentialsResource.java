package dev.postern.credential.store;

import dev.postern.credential.body.CredentialBody;
import dev.postern.credential.body.CredentialType;
import dev.postern.credential.body.ListQuery;
import dev.postern.credential.body.MetadataChange;
import dev.postern.credential.body.VaultType;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.audit.Audited;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.MaxBytes;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Skyvern's credentials API: {@code skyvern/forge/sdk/routes/credentials.py}. A body that is no JSON is refused before
 * the caller is known, its fields after.
 */
@Path("/v1/credentials")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CredentialsResource {
    /** How long a credential may be that is stored: 256 KiB. Other routes take 64 KiB. */
    static final int MOST_BYTES = 256 * 1024;

    private final Access access;
    private final CredentialRows rows;
    private final CredentialChanges changes;
    private final CredentialViews views;
    private final PreviewCode previewCode;

    CredentialsResource(
            Access access,
            CredentialRows rows,
            CredentialChanges changes,
            CredentialViews views,
            PreviewCode previewCode) {
        this.access = access;
        this.rows = rows;
        this.changes = changes;
        this.views = views;
        this.previewCode = previewCode;
    }

    /**
     * The answer of the preview.
     *
     * @param code valid now
     * @param secondsRemaining until it is not
     */
    @Schema(name = "TotpCodePreview")
    record PreviewView(String code, long secondsRemaining) {
        @Override
        public String toString() {
            return "PreviewView";
        }
    }

    /**
     * Where a credential is put.
     *
     * @param folderId null: into no folder
     */
    @Schema(name = "CredentialFolderChoice")
    record FolderChoice(
            @Schema(maxLength = TextLimit.Most.ID) @Nullable String folderId) {
        static FolderChoice read(JsonFields fields) {
            if (!fields.has("folder_id")) {
                fields.reject("folder_id", "missing", "Field required");
            }
            String folderId = fields.optionalString("folder_id", TextLimit.ID);
            fields.check();
            return new FolderChoice(folderId);
        }
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponseSchema(value = CredentialView.class, responseCode = "201", responseDescription = "Stored")
    @APIResponse(responseCode = "400", description = "The authenticator key or the vault cannot be used")
    @Needs(Scope.CREDENTIALS_WRITE)
    public Response create(@MaxBytes(MOST_BYTES) JsonBody json, @Context HttpHeaders headers) {
        return Response.status(Response.Status.CREATED)
                .entity(created(json, headers))
                .build();
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
        Caller caller = access.require(headers, Scope.CREDENTIALS_READ);
        ListQuery query = ListQuery.of(uri.getQueryParameters());
        if (query.elsewhere()) {
            return List.of();
        }
        return rows.list(caller.organizationId(), query).stream().map(views::of).toList();
    }

    @GET
    @Path("/{credential_id}")
    @Transactional
    @APIResponse(responseCode = "200", description = "The credential without its secrets")
    public CredentialView get(@PathParam("credential_id") String credentialId, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_READ);
        return rows.own(caller.organizationId(), credentialId)
                .map(views::of)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "Credential not found"));
    }

    @PATCH
    @Path("/{credential_id}")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "200", description = "Changed in what was given; no secret is")
    @Needs(Scope.CREDENTIALS_WRITE)
    public CredentialView describe(
            JsonBody json, @PathParam("credential_id") String credentialId, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_WRITE);
        return views.of(changes.describe(caller, credentialId, MetadataChange.read(json.fields())));
    }

    @PUT
    @Path("/{credential_id}/folder")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = FolderChoice.class)))
    @APIResponse(responseCode = "200", description = "Filed")
    @APIResponse(responseCode = "400", description = "There is no such folder")
    @Needs(Scope.CREDENTIALS_WRITE)
    public CredentialView file(
            JsonBody json, @PathParam("credential_id") String credentialId, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_WRITE);
        return views.of(changes.file(
                caller, credentialId, FolderChoice.read(json.fields()).folderId()));
    }

    /** Skyvern clears the named vault provider's settings here, and deletes no credential. Postern has no providers. */
    @DELETE
    @Path("/{credential_id}")
    @APIResponse(responseCode = "404", description = "Always: a credential is deleted by POST …/delete")
    public Response clearProvider(@PathParam("credential_id") String provider, @Context HttpHeaders headers) {
        access.require(headers, Scope.CREDENTIALS_WRITE);
        throw Problem.of(ProblemType.NOT_FOUND, "Not Found");
    }

    @POST
    @Path("/{credential_id}/update")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "200", description = "Overwritten")
    @APIResponse(responseCode = "400", description = "The authenticator key cannot be used")
    @APIResponse(responseCode = "409", description = "A Skyvern server keeps it here")
    @Needs(Scope.CREDENTIALS_WRITE)
    public CredentialView update(
            @MaxBytes(MOST_BYTES) JsonBody json,
            @PathParam("credential_id") String credentialId,
            @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_WRITE);
        return views.of(changes.update(caller, credentialId, CredentialBody.read(json.fields())));
    }

    @POST
    @Path("/{credential_id}/delete")
    @Consumes(MediaType.WILDCARD)
    @APIResponse(responseCode = "204", description = "Deleted, with its secrets")
    public Response delete(@PathParam("credential_id") String credentialId, @Context HttpHeaders headers) {
        deleted(credentialId, headers);
        return Response.noContent().build();
    }

    @Audited("totp-code.previewed")
    @GET
    @Path("/{credential_id}/totp-code")
    @APIResponseSchema(value = PreviewView.class, responseCode = "200", responseDescription = "The present code")
    @APIResponse(responseCode = "400", description = "The credential has no authenticator, or a bad key")
    public Response preview(@PathParam("credential_id") String credentialId, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_READ);
        PreviewCode.Preview preview = previewCode.preview(caller, credentialId);
        return Response.ok(new PreviewView(preview.code().reveal(), preview.secondsRemaining()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .build();
    }

    CredentialView created(JsonBody json, HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_WRITE);
        CredentialBody credential = CredentialBody.read(json.fields());
        CredentialBody understood = credential.withKeysUnderstood();
        credential.requireOurVault();
        return views.of(changes.create(caller, understood, false));
    }

    void deleted(String credentialId, HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_WRITE);
        changes.delete(caller, credentialId);
    }
}
