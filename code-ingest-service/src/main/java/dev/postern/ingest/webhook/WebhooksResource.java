package dev.postern.ingest.webhook;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.channel.Channels;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.WebhookRequest;
import dev.postern.platform.arrival.AdmittedBy;
import dev.postern.platform.audit.Unaudited;
import dev.postern.platform.body.LimitedBody;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.startup.PublicUrl;
import dev.postern.platform.topic.Lookup;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;

/** Where providers post. The address's token opens a channel; the channel's secrets prove who posted. */
@Path("/webhooks/{provider}/{token}")
// The API's authentication is not used: the token in the address and the provider's signature take its place.
@SecurityRequirements
@Blocking
@AdmittedBy(ChannelDoorkeeper.class)
class WebhooksResource {
    private static final byte[] NO_BODY = {};

    private final Adapters adapters;
    private final Channels channels;
    private final TakePost takePost;
    private final PublicUrl publicUrl;
    private final WebhookMetrics metrics;

    WebhooksResource(
            Adapters adapters, Channels channels, TakePost takePost, PublicUrl publicUrl, WebhookMetrics metrics) {
        this.adapters = adapters;
        this.channels = channels;
        this.takePost = takePost;
        this.publicUrl = publicUrl;
        this.metrics = metrics;
    }

    @Unaudited("A provider posts, without an API key: told on postern.channel-posts.v1")
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "postWebhook",
            summary = "A provider brings a message",
            description = "In the form of the provider, and answered as it expects. Not for people.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            format = "binary",
                                            maxLength = ProviderAdapter.MAIL_BYTES)))
    @APIResponse(responseCode = "200", description = "Taken, or taken before, or without a text")
    @APIResponse(responseCode = "201", description = "Taken (cloudmailin)")
    @APIResponse(responseCode = "400", description = "Genuine, but in no form that is known")
    @APIResponse(responseCode = "401", description = "The signature or the secret is missing or wrong")
    @APIResponse(responseCode = "403", description = "The signature is missing or wrong (twilio, plivo, aws-sms, ses)")
    @APIResponse(responseCode = "404", description = "The token opens no channel of this provider")
    @APIResponse(responseCode = "406", description = "Not to be sent again (mailgun)")
    @APIResponse(responseCode = "413", description = "Longer than the provider's messages are")
    @APIResponse(responseCode = "429", description = "More than allowed for now: to be sent again")
    @APIResponse(responseCode = "503", description = "Passing trouble: to be sent again")
    public CompletionStage<Response> post(
            @PathParam("provider") String provider,
            @PathParam("token") String token,
            LimitedBody body,
            @Context HttpServerRequest request,
            @Context HttpHeaders headers) {
        return take(provider, token, body.bytes(), request, headers);
    }

    @Unaudited("A provider posts, without an API key: told on postern.channel-posts.v1")
    @POST
    @Path("/mime")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "postWebhookMime",
            summary = "A provider brings a whole mail",
            description = "For Mailgun, which posts the whole mail to an address that ends so.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            format = "binary",
                                            maxLength = ProviderAdapter.MAIL_BYTES)))
    @APIResponse(responseCode = "200", description = "Taken, or taken before, or without a text")
    @APIResponse(responseCode = "401", description = "The signature is missing or wrong")
    @APIResponse(responseCode = "406", description = "Not to be sent again")
    @APIResponse(responseCode = "503", description = "Passing trouble: to be sent again")
    public CompletionStage<Response> postMime(
            @PathParam("provider") String provider,
            @PathParam("token") String token,
            LimitedBody body,
            @Context HttpServerRequest request,
            @Context HttpHeaders headers) {
        return take(provider, token, body.bytes(), request, headers);
    }

    @HEAD
    @Operation(
            operationId = "headWebhook",
            summary = "A provider asks whether the address is there",
            description = "Mandrill does so before it accepts an address.")
    @APIResponse(responseCode = "200", description = "It is")
    @APIResponse(responseCode = "404", description = "This provider does not ask so")
    public CompletionStage<Response> head(
            @PathParam("provider") String provider,
            @PathParam("token") String token,
            @Context HttpServerRequest request,
            @Context HttpHeaders headers) {
        return take(provider, token, NO_BODY, request, headers);
    }

    @GET
    @Operation(
            operationId = "getWebhook",
            summary = "A provider brings a message in the query",
            description = "For providers that can be configured to use GET.")
    @APIResponse(responseCode = "200", description = "Taken, or taken before, or without a text")
    @APIResponse(responseCode = "400", description = "Genuine, but in no form that is known")
    @APIResponse(responseCode = "403", description = "The signature is missing or wrong")
    @APIResponse(responseCode = "404", description = "The token opens no channel of this provider")
    @APIResponse(responseCode = "503", description = "Passing trouble: to be sent again")
    public CompletionStage<Response> get(
            @PathParam("provider") String provider,
            @PathParam("token") String token,
            @Context HttpServerRequest request,
            @Context HttpHeaders headers) {
        return take(provider, token, NO_BODY, request, headers);
    }

    private CompletionStage<Response> take(
            String provider, String token, byte[] body, HttpServerRequest request, HttpHeaders headers) {
        ProviderAdapter adapter = adapters.find(provider, request.method().name());
        return outcome(adapter, token, body, request, headers).thenApply(outcome -> {
            metrics.count(adapter.provider(), outcome);
            return Adapters.response(adapter, outcome);
        });
    }

    private CompletionStage<Outcome> outcome(
            ProviderAdapter adapter, String token, byte[] body, HttpServerRequest request, HttpHeaders headers) {
        return switch (channels.find(token)) {
            case Lookup.Undecided<Channel>() -> CompletableFuture.completedFuture(Outcome.UNAVAILABLE);
            case Lookup.Unknown<Channel>() -> CompletableFuture.completedFuture(Outcome.UNKNOWN_CHANNEL);
            // A token of another provider is answered like an unknown token.
            case Lookup.Found<Channel>(Channel channel)
            when !channel.provider().equals(adapter.provider()) ->
                CompletableFuture.completedFuture(Outcome.UNKNOWN_CHANNEL);
            case Lookup.Found<Channel>(Channel channel) ->
                PackedBody.unpacked(body, encoding(headers), adapter.mostBytes())
                        .map(unpacked -> takePost.take(
                                adapter,
                                read(channel, request, headers, unpacked),
                                channel,
                                channels.grant(channel, token)))
                        .orElseGet(() -> CompletableFuture.completedFuture(takePost.refused(
                                channel,
                                Problem.of(
                                        ProblemType.PAYLOAD_TOO_LARGE, "The body is too long once it is unpacked"))));
        };
    }

    private static String encoding(HttpHeaders headers) {
        List<String> values = headers.getRequestHeader(HttpHeaders.CONTENT_ENCODING);
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }

    private WebhookRequest read(Channel channel, HttpServerRequest request, HttpHeaders headers, byte[] body) {
        String target = request.uri();
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String posted = channel.postedUrl();
        return new WebhookRequest(
                request.method().name(),
                posted == null ? publicUrl.base() + path : posted,
                path,
                mark < 0 ? "" : target.substring(mark + 1),
                name -> {
                    List<String> values = headers.getRequestHeader(name);
                    return values == null ? List.of() : values;
                },
                body);
    }
}
