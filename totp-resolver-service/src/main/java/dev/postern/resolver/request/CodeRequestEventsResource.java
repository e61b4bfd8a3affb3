package dev.postern.resolver.request;

import dev.postern.platform.access.Access;
import dev.postern.platform.access.Grant;
import dev.postern.platform.access.Scope;
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
import jakarta.ws.rs.PathParam;
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
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** A code request as a stream (HTML Living Standard, server-sent events). */
@Path(CodeRequestAnswers.ROUTE + "/{id}/events")
@Blocking
@RunOnVirtualThread
class CodeRequestEventsResource {
    private final Access access;
    private final EventStreams streams;
    private final FollowRequest followRequest;

    CodeRequestEventsResource(Access access, EventStreams streams, FollowRequest followRequest) {
        this.access = access;
        this.streams = streams;
        this.followRequest = followRequest;
    }

    /** What happens to the request, from how it stands now until its status is final. */
    @APIResponse(
            responseCode = "200",
            description =
                    "An event for each change: its name is the status, or `warning`; its data the request. The stream ends"
                            + " when the status is final, and within a second when the API key is revoked, expires or loses"
                            + " its scope: a caller that connects again gets 403",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = CodeRequestAnswer.class)))
    @APIResponse(
            responseCode = "204",
            description = "The event named by Last-Event-ID was the last: a browser connects no more")
    @Unaudited(
            "The life of a request is told on postern.code-requests.v1, and a code is recorded where it is handed out")
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id,
            @Parameter(schema = @Schema(type = SchemaType.STRING, maxLength = TextLimit.Most.WORD))
                    @HeaderParam("Last-Event-ID")
                    @Nullable String lastEventId,
            @Context HttpHeaders headers,
            @Context RoutingContext connection,
            @Context Sse sse) {
        Grant grant = access.grant(headers, Scope.CODES_REQUEST);
        streams.open(grant.caller(), connection);
        return followRequest.follow(grant, id, lastEventId, sse);
    }
}
