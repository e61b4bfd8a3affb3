package dev.postern.credential.rotation;

import dev.postern.credential.paging.PageQuery;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** The operator replaces keys while the system serves. */
@Path("/v1/key-rotations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class KeyRotationsResource {
    private final Access access;
    private final Rotations rotations;
    private final RotationRows rows;
    private final RotationWorker worker;

    KeyRotationsResource(Access access, Rotations rotations, RotationRows rows, RotationWorker worker) {
        this.access = access;
        this.rotations = rotations;
        this.rows = rows;
        this.worker = worker;
    }

    /**
     * Which key to replace.
     *
     * @param kind of the key
     * @param organizationId whose data key; of all organisations when absent, and for keys that belong to none
     */
    @Schema(name = "NewKeyRotation")
    record NewRotation(
            @Schema(required = true) Kind kind,

            @Schema(maxLength = TextLimit.Most.ID) @Nullable String organizationId) {

        /**
         * Reads the body.
         *
         * @throws Problem naming every field that is wrong
         */
        static NewRotation read(JsonFields fields) {
            Kind kind = fields.requiredChoice("kind", Kind.BY_NAME, Kind.DATA);
            String organizationId = fields.optionalString("organization_id", TextLimit.ID);
            fields.check();
            return new NewRotation(kind, organizationId);
        }
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = NewRotation.class)))
    @APIResponseSchema(value = RotationView.class, responseCode = "202", responseDescription = "Begun")
    @APIResponse(responseCode = "404", description = "There is no such organisation")
    @APIResponse(
            responseCode = "409",
            description = "Another rotation of this kind goes on, or the keyset has no new key")
    @Needs(Scope.OPERATOR)
    public Response begin(JsonBody json, @Context HttpHeaders headers) {
        String actor = access.requireOperator(headers);
        NewRotation asked = NewRotation.read(json.fields());
        Rotation begun = rotations.begin(asked.kind(), asked.organizationId(), actor);
        worker.wakeSoon();
        return Response.status(Response.Status.ACCEPTED).entity(view(begun)).build();
    }

    @GET
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    @Parameter(
            name = "page_size",
            in = ParameterIn.QUERY,
            description = "100 when absent",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500"))
    @APIResponse(responseCode = "200", description = "A page of all rotations, newest first")
    public List<RotationView> list(@Context HttpHeaders headers, @Context UriInfo uri) {
        access.requireOperator(headers);
        return rows.newestFirst(PageQuery.of(uri)).stream().map(this::view).toList();
    }

    @GET
    @Path("/{rotation_id}")
    @APIResponse(responseCode = "200", description = "The rotation, with its progress")
    public RotationView get(@PathParam("rotation_id") String rotationId, @Context HttpHeaders headers) {
        access.requireOperator(headers);
        return rows.find(rotationId)
                .map(this::view)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no such key rotation"));
    }

    private RotationView view(Rotation rotation) {
        return RotationView.of(rotation, rotation.finishedAt() == null ? rotations.waitsFor(rotation) : List.of());
    }
}
