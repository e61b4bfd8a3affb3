package dev.postern.resolver.history;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Lists what was received, as Skyvern does ({@code skyvern/forge/sdk/routes/credentials.py}, lines 558 to 607): the whole
 * history, newest first, an array without an envelope. A code pushed a moment ago may not be there yet.
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
    @GET
    @APIResponse(
            responseCode = "200",
            description = "What was received, newest first",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ReceivedCode.class)))
    public Response list(
            @QueryParam("totp_identifier") @Nullable String identifier,
            @QueryParam("workflow_run_id") @Nullable String workflowRunId,
            @QueryParam("otp_type") @Nullable String otpType,
            @QueryParam("limit") @Nullable String limit,
            @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.CODES_READ);
        HistoryFilter filter = HistoryFilter.of(identifier, workflowRunId, otpType, limit);
        return Response.ok(history.newest(caller.organizationId(), filter))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
