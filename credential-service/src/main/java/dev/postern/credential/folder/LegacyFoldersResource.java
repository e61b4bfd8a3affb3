package dev.postern.credential.folder;

import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.TextLimit;
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

/** The folders API under the path of Skyvern's older clients. */
@Path("/api/v1/credential_folders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class LegacyFoldersResource {
    private final FoldersResource current;

    LegacyFoldersResource(FoldersResource current) {
        this.current = current;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = FoldersResource.Texts.class)))
    @APIResponse(responseCode = "200", description = "Made, empty")
    @Needs(Scope.CREDENTIALS_WRITE)
    public FolderView create(JsonBody json, @Context HttpHeaders headers) {
        return current.create(json, headers);
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
        return current.list(headers, uri);
    }

    @GET
    @Path("/{folder_id}")
    @APIResponse(responseCode = "200", description = "The folder")
    public FolderView get(@PathParam("folder_id") String folderId, @Context HttpHeaders headers) {
        return current.get(folderId, headers);
    }

    @PUT
    @Path("/{folder_id}")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = FoldersResource.Texts.class)))
    @APIResponse(responseCode = "200", description = "Changed in what was given")
    @Needs(Scope.CREDENTIALS_WRITE)
    public FolderView update(JsonBody json, @PathParam("folder_id") String folderId, @Context HttpHeaders headers) {
        return current.update(json, folderId, headers);
    }

    @DELETE
    @Path("/{folder_id}")
    @APIResponse(responseCode = "200", description = "Deleted; its credentials are in no folder now")
    public FoldersResource.Deleted delete(@PathParam("folder_id") String folderId, @Context HttpHeaders headers) {
        return current.delete(folderId, headers);
    }
}
