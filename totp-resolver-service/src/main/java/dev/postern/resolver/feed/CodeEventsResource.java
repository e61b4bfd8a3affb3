package dev.postern.resolver.feed;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Grant;
import dev.postern.platform.access.Scope;
import dev.postern.platform.audit.AuditTrail;
import dev.postern.platform.audit.Unaudited;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.limit.EventStreams;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What happens to codes, as a stream (HTML Living Standard, server-sent events). */
@Path("/v1/codes/events")
@Blocking
@RunOnVirtualThread
class CodeEventsResource {
    private final Access access;
    private final EventStreams streams;
    private final FollowCodes followCodes;
    private final AuditTrail trail;

    CodeEventsResource(Access access, EventStreams streams, FollowCodes followCodes, AuditTrail trail) {
        this.access = access;
        this.streams = streams;
        this.followCodes = followCodes;
        this.trail = trail;
    }

    /** Tells as it happens which codes came, who got them and what became of them. */
    @APIResponse(
            responseCode = "200",
            description =
                    "An event for each thing that happens: its name is the kind. Last-Event-ID resumes where a connection"
                            + " broke; what was more than 73 hours ago is gone, and then the first event is `missed`. The"
                            + " stream ends within a second when the API key is revoked, expires or loses its scope: a caller"
                            + " that connects again gets 403",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = CodeEvent.class)))
    @APIResponse(responseCode = "422", description = "Last-Event-ID is none of this stream's")
    @Unaudited("The method records its beginning: a stream has no one answer")
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> events(
            @Parameter(schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.WORD))
                    @HeaderParam("Last-Event-ID")
                    @Nullable String lastEventId,
            @Context HttpHeaders headers,
            @Context RoutingContext connection,
            @Context Sse sse) {
        Grant grant = access.grant(headers, Scope.CODES_READ);
        streams.open(grant.caller(), connection);
        trail.note(grant.caller().organizationId(), grant.caller().apiKeyId(), "codes.followed", "codes");
        return followCodes.follow(grant, lastEventId, sse);
    }
}
