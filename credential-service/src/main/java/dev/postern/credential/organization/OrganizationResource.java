package dev.postern.credential.organization;

import dev.postern.credential.published.Publication;
import dev.postern.credential.retention.RetentionBounds;
import dev.postern.events.OrganizationChanged;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.QueryFields;
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
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** One organisation in the operator's hand: looked at, changed, closed and opened, and ended. */
@Path("/v1/organizations/{organization_id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class OrganizationResource {
    private final Access access;
    private final ShownOrganizations shown;
    private final ChangeOrganization change;
    private final RetentionBounds bounds;
    private final Publication publication;

    OrganizationResource(
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

    /**
     * An organisation that was deleted.
     *
     * @param organizationId its id, which is never used again
     * @param deletedAt when
     * @param remains what is left on the topics
     */
    @Schema(
            name = "OrganizationDeleted",
            description =
                    "Its secrets are unreadable from now on: its data key is destroyed. Its rows in the two databases"
                            + " are deleted in the background, a few thousand a second. Back-ups that were made before have both."
                            + " On the topics of Kafka remains what is listed")
    record DeletedView(String organizationId, Instant deletedAt, List<Remains> remains) {
        DeletedView {
            remains = List.copyOf(remains);
        }
    }

    @GET
    @Operation(operationId = "getOrganization", summary = "An organisation, what it may use and what it keeps")
    @APIResponseSchema(
            value = ShownOrganizations.View.class,
            responseCode = "200",
            responseDescription = "The organisation as it is now")
    public ShownOrganizations.View get(
            @PathParam("organization_id") String organizationId, @Context HttpHeaders headers) {
        access.requireOperator(headers);
        return shown.get(organizationId);
    }

    @PATCH
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "changeOrganization",
            summary = "Rename an organisation, and set what it may use and how long it is stored",
            description = "What the body leaves out stays. Quotas hold everywhere within a second")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = OrganizationChange.Body.class)))
    @APIResponseSchema(
            value = ShownOrganizations.View.class,
            responseCode = "200",
            responseDescription = "The organisation as it is now")
    @Needs(Scope.OPERATOR)
    public ShownOrganizations.View change(
            JsonBody json, @PathParam("organization_id") String organizationId, @Context HttpHeaders headers) {
        String actor = access.requireOperator(headers);
        OrganizationChange asked = OrganizationChange.read(json.fields(), bounds);
        change.change(organizationId, asked, actor).ifPresent(publication::await);
        return shown.get(organizationId);
    }

    @POST
    @Path("/disable")
    @Operation(
            operationId = "disableOrganization",
            summary = "Close an organisation",
            description = "Its keys, channels and endpoints open nothing within a second, and what they hold open ends."
                    + " What is stored stays")
    @APIResponseSchema(
            value = ShownOrganizations.View.class,
            responseCode = "200",
            responseDescription = "It is disabled")
    public ShownOrganizations.View disable(
            @PathParam("organization_id") String organizationId, @Context HttpHeaders headers) {
        return setDisabled(organizationId, true, headers);
    }

    @POST
    @Path("/enable")
    @Operation(operationId = "enableOrganization", summary = "Open an organisation that was disabled")
    @APIResponseSchema(
            value = ShownOrganizations.View.class,
            responseCode = "200",
            responseDescription = "It is active")
    public ShownOrganizations.View enable(
            @PathParam("organization_id") String organizationId, @Context HttpHeaders headers) {
        return setDisabled(organizationId, false, headers);
    }

    private ShownOrganizations.View setDisabled(String organizationId, boolean disabled, HttpHeaders headers) {
        String actor = access.requireOperator(headers);
        OrganizationChanged event = change.setDisabled(organizationId, disabled, actor);
        if (event.version() > 0) {
            publication.await(event);
        }
        return shown.get(organizationId);
    }

    @DELETE
    @Operation(
            operationId = "deleteOrganization",
            summary = "End an organisation for good",
            description =
                    "Destroys its data key at once, so that none of its secrets can be read any more, and deletes"
                            + " everything else of it. It cannot be undone. To ask again changes nothing and tells again what remains")
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            required = true,
            description = "The organisation's name, as a confirmation",
            schema = @Schema(maxLength = TextLimit.Most.NAME))
    @APIResponseSchema(
            value = DeletedView.class,
            responseCode = "200",
            responseDescription = "It is deleted, and this remains")
    @APIResponse(responseCode = "409", description = "It has another name; nothing was deleted")
    public DeletedView delete(
            @PathParam("organization_id") String organizationId, @Context UriInfo uri, @Context HttpHeaders headers) {
        String actor = access.requireOperator(headers);
        QueryFields query = new QueryFields(uri.getQueryParameters());
        String name = query.optionalString("name", TextLimit.NAME);
        if (name == null) {
            query.reject("name", "missing", "Field required");
        }
        query.check();
        OrganizationChanged event = change.delete(organizationId, Objects.requireNonNullElse(name, ""), actor);
        publication.await(event);
        return new DeletedView(organizationId, event.changedAt(), Remains.after(event.changedAt()));
    }
}
