package dev.postern.ingest.webhook;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.channel.Channels;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Grant;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.topic.Lookup;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import org.jspecify.annotations.Nullable;

/** Tries an inbound channel. What else is asked of channels is answered by credential-service and totp-resolver-service. */
@Path("/v1/inbound-channels/{channel_id}/test")
@Blocking
class ChannelTestResource {
    private final Access access;
    private final Channels channels;
    private final TryChannel tryChannel;

    ChannelTestResource(Access access, Channels channels, TryChannel tryChannel) {
        this.access = access;
        this.channels = channels;
        this.tryChannel = tryChannel;
    }

    /**
     * What a caller says of a test message.
     *
     * @param recipient the number or the address that it is sent to
     * @param text what it says
     */
    @Schema(name = "ChannelTestMessage")
    record Body(
            @Schema(
                    nullable = true,
                    maxLength = TextLimit.Most.IDENTIFIER,
                    description = "The number or the address that it is sent to; one that is made up when absent")
            @Nullable String recipient,

            @Schema(
                    nullable = true,
                    maxLength = TextLimit.Most.NAME,
                    description = "What it says; a text with a code that is made up when absent")
            @Nullable String text) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "testInboundChannel",
            summary = "Send a test message through a channel",
            description =
                    "The message takes the way of the provider's posts: it is signed with the channel's secret where"
                            + " the provider signs with one, verified over the public address, read, published and listed."
                            + " It does not leave this machine, so that the way from the provider to here is not tried. No"
                            + " login gets its code. Needs the scopes admin and codes:push.")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Body.class)))
    @APIResponse(
            responseCode = "200",
            description = "Where it arrived, or why it was refused",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ChannelTestAnswer.class)))
    @Needs({Scope.ADMIN, Scope.CODES_PUSH})
    public CompletionStage<Response> test(
            @PathParam("channel_id") String channelId, JsonBody json, @Context HttpHeaders headers) {
        access.require(headers, Scope.ADMIN);
        Grant grant = access.grant(headers, Scope.CODES_PUSH);
        ChannelTestFields fields = json.isEmpty() ? ChannelTestFields.NONE : ChannelTestFields.read(json.fields());
        Channel channel = own(channelId, grant);
        return tryChannel
                .send(channel, fields, grant)
                .thenApply(tried -> Response.ok(
                                ChannelTestAnswer.of(channel, tried, tryChannel.address(channel)),
                                MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    private Channel own(String channelId, Grant grant) {
        return switch (channels.withId(channelId)) {
            case Lookup.Found<Channel>(Channel channel)
            when channel.organizationId().equals(grant.caller().organizationId()) -> channel;
            case Lookup.Undecided<Channel>() ->
                throw Problem.unavailable(Hindrance.BROKER_AWAY, "Channels cannot be looked up right now");
            case Lookup.Found<Channel> _, Lookup.Unknown<Channel> _ ->
                throw Problem.of(ProblemType.NOT_FOUND, "There is no such channel");
        };
    }
}
