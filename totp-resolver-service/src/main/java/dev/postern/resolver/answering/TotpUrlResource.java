package dev.postern.resolver.answering;

import dev.postern.platform.arrival.AdmittedBy;
import dev.postern.platform.audit.Unaudited;
import dev.postern.platform.body.LimitedBody;
import dev.postern.platform.body.MaxBytes;
import dev.postern.platform.topic.Lookup;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.jspecify.annotations.Nullable;

/** Where a Skyvern server asks for the code of a run: {@code totp_url}. */
@Path("/v1/totp-url/{endpoint_id}")
// Skyvern's signature replaces the API's own authentication.
@SecurityRequirements
@Blocking
@RunOnVirtualThread
@AdmittedBy(EndpointDoorkeeper.class)
class TotpUrlResource {
    // A body holds three ids; Skyvern's have about twenty characters each.
    private static final int MOST_BYTES = 16 * 1024;

    private final Endpoints endpoints;
    private final AskForRun askForRun;
    private final TotpUrlMetrics metrics;

    TotpUrlResource(Endpoints endpoints, AskForRun askForRun, TotpUrlMetrics metrics) {
        this.endpoints = endpoints;
        this.askForRun = askForRun;
        this.metrics = metrics;
    }

    @Unaudited("A Skyvern server asks, without an API key, and a code is recorded where it is handed out")
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "answerTotpUrl",
            summary = "A Skyvern server asks for the code of a run",
            description =
                    "Signed by Skyvern: x-skyvern-signature is HMAC-SHA256 over the body as sent, in lower-case "
                            + "hexadecimal, by a key of the endpoint. Held while there is no code, for as long as the endpoint "
                            + "says; the same run asking again goes on waiting, and gets the code it has as long as it is valid.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AskingRun.class)))
    @APIResponse(
            responseCode = "200",
            description = "The code; empty: none yet, to be asked for again",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = VerificationCode.class)))
    @APIResponse(
            responseCode = "403",
            description =
                    "No such endpoint, or not signed by one of its keys; also ends a held call when that becomes so")
    @APIResponse(responseCode = "409", description = "The credential that the endpoint serves is gone or gives no code")
    @APIResponse(responseCode = "413", description = "Longer than Skyvern's bodies are")
    @APIResponse(responseCode = "422", description = "No object, or without run and task id where they must be named")
    @APIResponse(responseCode = "503", description = "Passing trouble: to be asked again")
    public CompletionStage<Response> answer(
            @PathParam("endpoint_id") String endpointId,
            @Parameter(schema = @Schema(type = SchemaType.STRING, maxLength = SkyvernSignature.LENGTH))
                    @HeaderParam(SkyvernSignature.HEADER)
                    @Nullable String signature,
            @MaxBytes(MOST_BYTES) LimitedBody body,
            @Context RoutingContext connection) {
        try {
            byte[] bytes = body.bytes();
            SkyvernSignature signed = SkyvernSignature.of(signature);
            if (signed == null) {
                throw Endpoints.notSigned();
            }
            Endpoint endpoint = signedFor(endpointId, bytes, signed);
            AskingRun run = AskingRun.read(body.json().fields(), endpoint.allowWithoutRun());
            return askForRun
                    .answer(endpoint, endpoints.grant(endpoint, bytes, signed), run, connection)
                    .whenComplete(metrics::count);
        } catch (RuntimeException e) {
            metrics.count(null, e);
            throw e;
        }
    }

    private Endpoint signedFor(String endpointId, byte[] body, SkyvernSignature signature) {
        return switch (endpoints.find(endpointId, body, signature)) {
            case Lookup.Found<Endpoint>(Endpoint endpoint) -> endpoint;
            case Lookup.Unknown<Endpoint>() -> throw Endpoints.notSigned();
            case Lookup.Undecided<Endpoint>() -> throw EndpointDoorkeeper.undecided();
        };
    }
}
