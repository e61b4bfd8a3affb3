package dev.postern.credential.organization;

import dev.postern.credential.apikey.IssuedKey;
import dev.postern.credential.paging.PageQuery;
import dev.postern.credential.published.Publication;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The operator's view of the organisations that use the installation. */
@Path("/v1/organizations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class OrganizationsResource {
    private final Access access;
    private final OrganizationRows rows;
    private final CreateOrganization createOrganization;
    private final Publication publication;

    OrganizationsResource(
            Access access, OrganizationRows rows, CreateOrganization createOrganization, Publication publication) {
        this.access = access;
        this.rows = rows;
        this.createOrganization = createOrganization;
        this.publication = publication;
    }

    /**
     * What the operator says of a new organisation.
     *
     * @param name a label for people
     */
    record NewOrganization(
            @Schema(maxLength = TextLimit.Most.NAME) String name) {}

    /**
     * An organisation as it is listed.
     *
     * @param organizationId its id
     * @param name its label
     * @param createdAt when it was made
     * @param state {@code active} or {@code disabled}
     */
    @Schema(name = "Organization")
    record OrganizationView(
            String organizationId,
            String name,
            Instant createdAt,

            @Schema(
                    enumeration = {OrganizationRow.ACTIVE, OrganizationRow.DISABLED},
                    description = "Whether its keys, channels and endpoints open anything")
            String state) {}

    /**
     * A new organisation with its first key.
     *
     * @param organizationId its id
     * @param name its label
     * @param createdAt when it was made
     * @param apiKey its first key, shown once
     */
    @Schema(name = "OrganizationCreated")
    record CreatedView(String organizationId, String name, Instant createdAt, IssuedKey.View apiKey) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = NewOrganization.class)))
    @APIResponseSchema(
            value = CreatedView.class,
            responseCode = "201",
            responseDescription = "Made, with its first key")
    @Needs(Scope.OPERATOR)
    public Response create(JsonBody json, @Context HttpHeaders headers) {
        String actor = access.requireOperator(headers);
        CreateOrganization.Created created = createOrganization.create(name(json.fields()), actor);
        publication.awaitOrUndo(
                created.firstKey().event(),
                "No organisation was made",
                () -> createOrganization.withdraw(created, actor));
        return Response.status(Response.Status.CREATED)
                .entity(new CreatedView(
                        created.organizationId(),
                        created.name(),
                        created.createdAt(),
                        created.firstKey().view()))
                .build();
    }

    static String name(JsonFields fields) {
        String name = fields.requiredNonEmptyString("name", TextLimit.NAME);
        fields.check();
        return name;
    }

    @GET
    @Transactional
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    @Parameter(
            name = "page_size",
            in = ParameterIn.QUERY,
            description = "100 when absent",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500"))
    @APIResponse(responseCode = "200", description = "A page of all organisations, newest first")
    public List<OrganizationView> list(@Context HttpHeaders headers, @Context UriInfo uri) {
        access.requireOperator(headers);
        return rows.newestFirst(PageQuery.of(uri)).stream()
                .map(row -> new OrganizationView(row.organizationId, row.name, row.createdAt, row.state))
                .toList();
    }
}
