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
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Lists what was received, as Skyvern does ({@code skyvern/forge/sdk/routes/credentials.py}, lines 558 to 607): the
 * whole history, newest first, as an array without an envelope. A code pushed a moment ago may still be missing. After
 * the retention time, content and code are empty.
 */
@Path("/v1/credentials/totp")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ReceivedCodesResource {
    private final Access access;
    private final CodeHistory history;

    ReceivedCodesResource(Access access, CodeHistory history) {
        this.access = access;
        this.history = history;
    }

    /** Lists what was received, newest first. */
    @Audited("codes.listed")
    @GET
    @APIResponse(
            responseCode = "200",
            description = "What was received, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ReceivedCode.class)))
    @Parameter(
            name = "totp_identifier",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.IDENTIFIER),
            description = "Empty for any")
    @Parameter(
            name = "workflow_run_id",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.ID))
    @Parameter(name = "otp_type", in = ParameterIn.QUERY, schema = @Schema(implementation = OtpType.class))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    public Response list(@Context HttpHeaders headers, @Context UriInfo uri) {
        Caller caller = access.require(headers, Scope.CODES_READ);
        HistoryFilter filter = HistoryFilter.of(uri.getQueryParameters());
        return Response.ok(history.newest(caller.organizationId(), filter))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
