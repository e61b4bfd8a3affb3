package dev.postern.resolver.history;

import dev.postern.events.OtpType;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.audit.Audited;
import dev.postern.platform.body.TextLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The history of received codes, page by page, with the requests that got each code. */
@Path("/v1/codes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CodesResource {
    private final Access access;
    private final CodePages pages;

    CodesResource(Access access, CodePages pages) {
        this.access = access;
        this.pages = pages;
    }

    /** What was received and who got it, newest first. */
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.CURSOR),
            description = "next_cursor of the page before")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "received_after", in = ParameterIn.QUERY, schema = @Schema(implementation = Instant.class))
    @Parameter(name = "received_before", in = ParameterIn.QUERY, schema = @Schema(implementation = Instant.class))
    @Parameter(
            name = "source",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.SOURCE),
            description = "The pusher's label")
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"available", "delivered", "accepted", "rejected", "expired", "repeat"}))
    @Parameter(
            name = "run",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.ID),
            description =
                    "The workflow_run_id or task_id of requests that were given the code, or the workflow_run_id that"
                            + " it is bound to")
    @Parameter(
            name = "totp_identifier",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.IDENTIFIER),
            description = "However it is spelt")
    @Parameter(name = "otp_type", in = ParameterIn.QUERY, schema = @Schema(implementation = OtpType.class))
    @APIResponse(
            responseCode = "200",
            description = "A page, and where the next one begins",
            content = @Content(schema = @Schema(implementation = CodesPage.class)))
    @Audited("codes.listed")
    @GET
    public Response list(@Context HttpHeaders headers, @Context UriInfo uri) {
        Caller caller = access.require(headers, Scope.CODES_READ);
        CodesQuery query = CodesQuery.of(uri.getQueryParameters());
        return Response.ok(pages.page(caller.organizationId(), query))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
