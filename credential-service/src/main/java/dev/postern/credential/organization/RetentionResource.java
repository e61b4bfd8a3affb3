package dev.postern.credential.organization;

import dev.postern.credential.published.Publication;
import dev.postern.credential.retention.Kept;
import dev.postern.credential.retention.RetentionBounds;
import dev.postern.credential.retention.RetentionView;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.audit.Unaudited;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** How long what is stored of the caller's organisation is kept: docs/operations.md, "What is deleted when". */
@Path("/v1/retention")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class RetentionResource {
    private final Access access;
    private final ShownOrganizations shown;
    private final ChangeOrganization change;
    private final RetentionBounds bounds;
    private final Publication publication;

    RetentionResource(
            Access access,
            ShownOrganizations shown,
            ChangeOrganization change,
            RetentionBounds bounds,
            Publication publication) {
        this.access = access;
        this.shown = shown;
        this.change = change;
        this.bounds = bounds;
        this.publication = publication;
    }

    @GET
    @Operation(operationId = "getRetention", summary = "How long what is stored of the organisation is kept")
    @APIResponseSchema(value = RetentionView.class, responseCode = "200", responseDescription = "What holds now")
    @Unaudited("It tells times, and neither codes nor messages")
    public RetentionView get(@Context HttpHeaders headers) {
        return shown.retention(access.require(headers, Scope.ADMIN).organizationId());
    }

    @PATCH
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "changeRetention",
            summary = "Have what is stored deleted sooner",
            description =
                    "What the body leaves out stays; null goes back to what the installation keeps. What is older than a"
                            + " shorter time is deleted within minutes, and does not come back when the time is made longer")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RetentionView.Change.class)))
    @APIResponseSchema(value = RetentionView.class, responseCode = "200", responseDescription = "What holds now")
    @Needs(Scope.ADMIN)
    public RetentionView change(JsonBody json, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        Map<Kept, Optional<Long>> changed = read(json.fields(), bounds);
        if (!changed.isEmpty()) {
            publication.await(change.keep(caller.organizationId(), changed, caller.apiKeyId()));
        }
        return shown.retention(caller.organizationId());
    }

    static Map<Kept, Optional<Long>> read(JsonFields fields, RetentionBounds bounds) {
        Map<Kept, Optional<Long>> changed = bounds.read(fields);
        fields.check();
        return changed;
    }
}
