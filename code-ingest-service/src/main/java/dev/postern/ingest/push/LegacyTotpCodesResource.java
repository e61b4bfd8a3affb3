package dev.postern.ingest.push;

import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.AdmittedBy;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.audit.Unaudited;
import dev.postern.platform.body.LimitedBody;
import dev.postern.platform.body.MaxBytes;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The older name of {@link TotpCodesResource}. */
@Path("/api/v1/totp")
@Blocking
@AdmittedBy(PushDoorkeeper.class)
class LegacyTotpCodesResource {
    private final AcceptPush acceptPush;

    LegacyTotpCodesResource(AcceptPush acceptPush) {
        this.acceptPush = acceptPush;
    }

    @Unaudited("What is pushed shows nothing, and is told on the topics of received codes and messages")
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "sendTotpCodeLegacy",
            summary = "Push a code, or a message that holds one",
            description = "The older name of /v1/credentials/totp.",
            deprecated = true)
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = PushedTotpCode.class)),
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(implementation = PushedTotpCode.class))
            })
    @APIResponse(
            responseCode = "200",
            description = "Stored",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TotpCodeView.class)))
    @APIResponse(responseCode = "400", description = "The message holds no code and is too long to be kept without one")
    @APIResponse(responseCode = "413", description = "The body is longer than 1 MiB")
    @Needs(Scope.CODES_PUSH)
    public CompletionStage<Response> push(
            @MaxBytes(AcceptPush.MOST_BYTES) LimitedBody body, @Context HttpHeaders headers) {
        return acceptPush.accept(body, headers);
    }
}
