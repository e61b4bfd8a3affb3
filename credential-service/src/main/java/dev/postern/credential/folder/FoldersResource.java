package dev.postern.credential.folder;

import dev.postern.credential.paging.PageQuery;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Skyvern's folders of credentials. */
@Path("/v1/credential_folders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class FoldersResource {
    private final Access access;
    private final Folders folders;

    FoldersResource(Access access, Folders folders) {
        this.access = access;
        this.folders = folders;
    }

    /**
     * What a caller says of a folder.
     *
     * @param title 1 to 255 characters
     * @param description at most 10 000 characters
     */
    @Schema(name = "CredentialFolderTexts")
    record Texts(
            @Schema(maxLength = TextLimit.Most.TITLE) @Nullable String title,

            @Schema(maxLength = TextLimit.Most.DESCRIPTION) @Nullable String description) {
        /**
         * Of a change: null for what stays as it was.
         *
         * @throws Problem naming every field that is wrong, or saying that no field is there
         */
        static Texts ofChange(JsonFields fields) {
            String title = fields.optionalString("title", TextLimit.TITLE);
            fields.rejectEmpty("title", title);
            String description = description(fields);
            if (title == null && description == null) {
                throw Problem.invalid(List.of(new FieldError(
                        "value_error",
                        List.of("body"),
                        "Value error, at least one of 'title' or 'description' must be provided")));
            }
            return new Texts(title, description);
        }

        /** The description, once nothing is wrong with any field. */
        private static @Nullable String description(JsonFields fields) {
            String description = fields.optionalString("description", TextLimit.DESCRIPTION);
            fields.check();
            return description;
        }
    }

    /** A new folder, which has a title. */
    record NewFolder(String title, @Nullable String description) {
        /**
         * Reads the body.
         *
         * @throws Problem naming every field that is wrong
         */
        static NewFolder read(JsonFields fields) {
            String title = fields.requiredNonEmptyString("title", TextLimit.TITLE);
            return new NewFolder(title, Texts.description(fields));
        }
    }

    /**
     * The answer to a deletion.
     *
     * @param status {@code deleted}
     * @param folderId of the folder that was
     */
    @Schema(name = "CredentialFolderDeleted")
    record Deleted(String status, String folderId) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Texts.class)))
    @APIResponse(responseCode = "200", description = "Made, empty")
    @Needs(Scope.CREDENTIALS_WRITE)
    public FolderView create(JsonBody json, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CREDENTIALS_WRITE);
        NewFolder folder = NewFolder.read(json.fields());
        return folders.create(caller, folder.title(), folder.description());
    }

    @GET
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(name = "page_size", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.SEARCH))
    @APIResponse(responseCode = "200", description = "The page, last changed first")
    public List<FolderView> list(@Context HttpHeaders headers, @Context UriInfo uri) {
        String organizationId = access.require(headers, Scope.CREDENTIALS_READ).organizationId();
        QueryFields query = new QueryFields(uri.getQueryParameters());
        PageQuery page = PageQuery.read(query);
        String search = query.optionalString("search", TextLimit.SEARCH);
        query.check();
        return folders.list(organizationId, search, page);
    }

    @GET
    @Path("/{folder_id}")
    @APIResponse(responseCode = "200", description = "The folder")
    public FolderView get(@PathParam("folder_id") String folderId, @Context HttpHeaders headers) {
        return folders.get(access.require(headers, Scope.CREDENTIALS_READ).organizationId(), folderId);
    }

    @PUT
    @Path("/{folder_id}")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Texts.class)))
    @APIResponse(responseCode = "200", description = "Changed in what was given")
    @Needs(Scope.CREDENTIALS_WRITE)
    public FolderView update(JsonBody json, @PathParam("folder_id") String folderId, @Context HttpHeaders headers) {
        String organizationId = access.require(headers, Scope.CREDENTIALS_WRITE).organizationId();
        Texts texts = Texts.ofChange(json.fields());
        return folders.update(organizationId, folderId, texts.title(), texts.description());
    }

    @DELETE
    @Path("/{folder_id}")
    @APIResponse(responseCode = "200", description = "Deleted; its credentials are in no folder now")
    public Deleted delete(@PathParam("folder_id") String folderId, @Context HttpHeaders headers) {
        folders.delete(access.require(headers, Scope.CREDENTIALS_WRITE).organizationId(), folderId);
        return new Deleted("deleted", folderId);
    }
}
