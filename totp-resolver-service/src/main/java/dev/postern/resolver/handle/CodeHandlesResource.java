package dev.postern.resolver.handle;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.claim.Outcomes;
import dev.postern.resolver.idempotency.IdempotencyKey;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Delivery;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Where the side that types a code gets it for a handle: docs/rules.md, "Handles". */
@Path("/v1/code-handles")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RunOnVirtualThread
class CodeHandlesResource {
    private static final String NO_BODY = "";

    private final Access access;
    private final CodeHandles handles;
    private final Outcomes outcomes;
    private final PayloadSealer sealer;

    CodeHandlesResource(Access access, CodeHandles handles, Outcomes outcomes, PayloadSealer sealer) {
        this.access = access;
        this.handles = handles;
        this.outcomes = outcomes;
        this.sealer = sealer;
    }

    /** The code behind a handle, once. */
    @APIResponse(
            responseCode = "200",
            description = "The code. No handle of this request gives it to another call",
            content = @Content(schema = @Schema(implementation = RedeemedCode.class)))
    @APIResponse(
            responseCode = "404",
            description =
                    "The handle is unknown, over after 60 seconds, or redeemed by another call, or its request has an"
                            + " outcome")
    @POST
    @Path("{handle}/redeem")
    @Consumes(MediaType.WILDCARD)
    public Response redeem(
            @PathParam("handle") String handle,
            @Context HttpHeaders headers,
            @Parameter(
                            description =
                                    "Chosen at random by the caller. While the handle lives, this API key gets the"
                                            + " answer again by repeating the call with this key, as when an answer was"
                                            + " lost",
                            schema = @Schema(type = SchemaType.STRING, maxLength = IdempotencyKey.LONGEST))
                    @HeaderParam("Idempotency-Key")
                    @Nullable String idempotencyKey) {
        Caller caller = access.require(headers, Scope.CODES_REDEEM);
        IdempotencyKey key = IdempotencyKey.of(idempotencyKey, NO_BODY);
        RedeemedCode code = handles.read(caller.organizationId(), handle)
                .flatMap(named -> outcomes.redeem(
                        caller, named.requestId(), named.expiresAt(), handles.redeemers(caller, handle, key)))
                .flatMap(this::opened)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "Code handle not found"));
        return Response.ok(code).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private Optional<RedeemedCode> opened(CodeRequest.HasCode request) {
        return switch (request.delivery()) {
            case Delivery.Known known ->
                Optional.of(new RedeemedCode(
                        request.id(),
                        sealer.open(known.code().value(), known.code().place()),
                        known.type(),
                        known.validUntil()));
            case Delivery.Erased _ -> Optional.empty();
        };
    }
}
