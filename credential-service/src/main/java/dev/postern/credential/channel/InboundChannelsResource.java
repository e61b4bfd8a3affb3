package dev.postern.credential.channel;

import dev.postern.credential.paging.PageQuery;
import dev.postern.credential.provider.Provider;
import dev.postern.credential.published.KeepPrevious;
import dev.postern.credential.published.Publication;
import dev.postern.credential.published.PublishedSettings.Changed;
import dev.postern.credential.vault.SecretText;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Where providers post, administered by the organisation. All of it needs the scope {@code admin}, and
 * whatever makes or changes one needs {@code codes:push} too: docs/rules.md, "Access".
 */
@Path("/v1/inbound-channels")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class InboundChannelsResource {
    private final Access access;
    private final StoredChannels channels;
    private final ChannelTokens tokens;
    private final Publication publication;

    InboundChannelsResource(Access access, StoredChannels channels, ChannelTokens tokens, Publication publication) {
        this.access = access;
        this.channels = channels;
        this.tokens = tokens;
        this.publication = publication;
    }

    /**
     * What a caller says of a channel.
     *
     * @param name a label for people
     * @param provider who posts; cannot be changed
     * @param identifier where the identifier of a message is found; the recipient when absent
     * @param defaultRegion of phone numbers without a country code
     * @param secrets what the provider signs with, or sends along: the present one, and others while it is being replaced; any of
     *     them will do. For {@code mime} a secret is made when absent. Where the provider can do without, an empty list means that
     *     the address alone is the proof
     * @param settings what is decided for the provider, by name, such as where a text stands
     * @param postedUrl the address the provider was given, for a proxy that posts to another one
     */
    @Schema(name = "InboundChannelSettings")
    record SettingsBody(
            @Schema(maxLength = TextLimit.Most.NAME) String name,

            @Schema(
                    enumeration = {
                        "twilio",
                        "mime",
                        "vonage",
                        "telnyx",
                        "plivo",
                        "bird",
                        "sinch",
                        "infobip",
                        "aws-sms",
                        "sendgrid",
                        "mailgun",
                        "postmark",
                        "ses",
                        "cloudmailin",
                        "resend",
                        "brevo",
                        "mandrill",
                        "standard-webhooks",
                        "sms-gateway",
                        "incoming-sms",
                        "smsforwarder",
                        "httpsms",
                        "shortcuts",
                        "push",
                        "smtp",
                        "imap"
                    })
            String provider,

            @Nullable IdentifierRule identifier,

            @Schema(maxLength = TextLimit.Most.WORD) @Nullable String defaultRegion,

            @Schema(maxLength = TextLimit.Most.CHANNEL_SECRET, maxItems = Provider.MOST_SECRETS) @Nullable List<String> secrets,

            @Schema(maxLength = TextLimit.Most.URL) @Nullable Map<String, String> settings,

            @Schema(maxLength = TextLimit.Most.URL) @Nullable String postedUrl) {}

    /**
     * How a token is replaced.
     *
     * @param keepPreviousSeconds how long the present token goes on; 3600 when absent, 0 for one that leaked
     */
    @Schema(name = "TokenRotation")
    record RotationBody(@Nullable Long keepPreviousSeconds) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "createInboundChannel",
            summary = "Make a channel",
            description = "Needs codes:push beside admin, since a channel pushes codes.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SettingsBody.class)))
    @APIResponseSchema(
            value = IssuedChannel.class,
            responseCode = "201",
            responseDescription = "The channel with its address, shown once")
    @Needs({Scope.ADMIN, Scope.CODES_PUSH})
    public Response create(JsonBody json, @Context HttpHeaders headers) {
        Caller caller = requireMaker(headers);
        JsonFields fields = json.fields();
        SecretText signing = tokens.newSigningSecret();
        ChannelSettings settings = ChannelFields.create(fields, signing);
        SecretText token = tokens.newToken();
        Changed<ChannelView> created = channels.create(caller, settings, token);
        publication.awaitOrUndo(created.event(), "No channel was made", () -> channels.withdraw(caller, created));
        return Response.status(Response.Status.CREATED)
                .entity(issued(created, token, settings.secrets().contains(signing) ? signing : null))
                .build();
    }

    @GET
    @Operation(operationId = "listInboundChannels", summary = "The organisation's channels")
    @Parameter(name = "page", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
    @Parameter(
            name = "page_size",
            in = ParameterIn.QUERY,
            description = "100 when absent",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500"))
    @APIResponse(responseCode = "200", description = "A page, newest first")
    public List<ChannelView> list(@Context HttpHeaders headers, @Context UriInfo uri) {
        return channels.newestFirst(access.require(headers, Scope.ADMIN), PageQuery.of(uri));
    }

    @GET
    @Path("/{channel_id}")
    @Operation(operationId = "getInboundChannel", summary = "One channel")
    @APIResponse(responseCode = "200", description = "The channel, without its token and its secrets")
    public ChannelView get(@PathParam("channel_id") String channelId, @Context HttpHeaders headers) {
        return channels.get(access.require(headers, Scope.ADMIN), channelId);
    }

    @PATCH
    @Path("/{channel_id}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "changeInboundChannel",
            summary = "Change a channel's settings",
            description = "What the body leaves out stays as it was; the provider and the token always do. Needs"
                    + " codes:push beside admin.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SettingsBody.class)))
    @APIResponse(responseCode = "200", description = "Changed, everywhere")
    @Needs({Scope.ADMIN, Scope.CODES_PUSH})
    public ChannelView change(@PathParam("channel_id") String channelId, JsonBody json, @Context HttpHeaders headers) {
        Caller caller = requireMaker(headers);
        JsonFields fields = json.fields();
        return published(channels.change(caller, channelId, before -> ChannelFields.change(fields, before)));
    }

    @POST
    @Path("/{channel_id}/rotate-token")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "rotateInboundChannelToken",
            summary = "Give a channel another address",
            description =
                    "The one before goes on for an hour unless the body says otherwise. Needs codes:push beside admin.")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RotationBody.class)))
    @APIResponseSchema(
            value = IssuedChannel.class,
            responseCode = "200",
            responseDescription = "The channel with its new address, shown once")
    @Needs({Scope.ADMIN, Scope.CODES_PUSH})
    public Response rotate(@PathParam("channel_id") String channelId, JsonBody json, @Context HttpHeaders headers) {
        Caller caller = requireMaker(headers);
        Duration keep = json.isEmpty() ? KeepPrevious.HOUR : keepPrevious(json.fields());
        SecretText token = tokens.newToken();
        Changed<ChannelView> rotated = channels.rotate(caller, channelId, token, keep);
        published(rotated);
        return Response.ok(issued(rotated, token, null)).build();
    }

    static Duration keepPrevious(JsonFields fields) {
        Duration keep = KeepPrevious.read(fields, KeepPrevious.HOUR);
        fields.check();
        return keep;
    }

    @DELETE
    @Path("/{channel_id}")
    @Operation(operationId = "deleteInboundChannel", summary = "Delete a channel with its secrets")
    @APIResponse(responseCode = "204", description = "Nothing comes in by it any more")
    public Response delete(@PathParam("channel_id") String channelId, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        published(channels.delete(caller, channelId));
        return Response.noContent().build();
    }

    /**
     * Whoever knows a channel's address and secret pushes codes by it, as with {@code codes:push}; a caller must not give
     * itself what its key lacks.
     */
    private Caller requireMaker(HttpHeaders headers) {
        access.require(headers, Scope.ADMIN);
        return access.require(headers, Scope.CODES_PUSH);
    }

    private ChannelView published(Changed<ChannelView> changed) {
        publication.await(changed.event());
        return changed.view();
    }

    private IssuedChannel issued(Changed<ChannelView> changed, SecretText token, @Nullable SecretText signingSecret) {
        ChannelView channel = changed.view();
        return IssuedChannel.of(channel, tokens.url(channel.provider(), token), signingSecret);
    }
}
