package dev.postern.resolver.post;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What was posted to a channel. The channels themselves are credential-service's. */
@Path("/v1/inbound-channels/{channel_id}/posts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class PostsResource {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Access access;
    private final KnownChannels channels;
    private final StoredPosts stored;
    private final PayloadSealer sealer;

    PostsResource(Access access, KnownChannels channels, StoredPosts stored, PayloadSealer sealer) {
        this.access = access;
        this.channels = channels;
        this.stored = stored;
        this.sealer = sealer;
    }

    @GET
    @Operation(
            operationId = "listChannelPosts",
            summary = "What was posted to a channel, and why it was refused",
            description =
                    "The last hundred posts of the last day, newest first, with verdict, reason and a sentence that says"
                            + " what to do. Of a refused signature it says what was signed over. Needs the scope admin.")
    @APIResponse(
            responseCode = "200",
            description = "How the channel stands, and its posts",
            content = @Content(schema = @Schema(implementation = PostsAnswer.class)))
    public Response list(@PathParam("channel_id") String channelId, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        channels.requireOwn(caller.organizationId(), channelId);
        StoredPosts.State state = stored.state(caller.organizationId(), channelId);
        List<StoredPosts.Count> counts = stored.counts(channelId);
        PostsAnswer answer = new PostsAnswer(
                channelId,
                state.lastPostAt(),
                state.lastMessageAt(),
                state.connectedSince(),
                state.lastError(),
                state.lastErrorAt(),
                counts.stream()
                        .collect(Collectors.toMap(
                                count -> count.verdict().wireName(), StoredPosts.Count::posts, Long::sum)),
                counts.stream()
                        .filter(count -> count.verdict() == Verdict.REFUSED)
                        .collect(Collectors.toMap(StoredPosts.Count::reason, StoredPosts.Count::posts, Long::sum)),
                stored.newest(caller.organizationId(), channelId).stream()
                        .map(this::answer)
                        .toList());
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private PostAnswer answer(StoredPosts.Row row) {
        Map<String, String> details = details(row);
        PostAnswer.Address signed = PostAnswer.Address.of(details, "signed");
        PostAnswer.Address arrived = PostAnswer.Address.of(details, "arrived");
        return new PostAnswer(
                row.id(),
                row.postedAt(),
                row.verdict(),
                row.reason(),
                Explanations.of(row.verdict(), row.reason(), PostAnswer.Mismatch.of(signed, arrived)),
                row.posts(),
                row.bytes(),
                details.get("provider_message_id"),
                row.totpCodeId(),
                row.identifierMasked(),
                row.codeMasked(),
                signed,
                arrived);
    }

    private Map<String, String> details(StoredPosts.Row row) {
        String sealed = row.detailsSealed();
        if (sealed == null) {
            return Map.of();
        }
        try {
            return JSON.readValue(
                    sealer.open(sealed, new SealedField(row.organizationId(), row.id(), "details")),
                    new TypeReference<>() {});
        } catch (PayloadSealer.CannotOpen | JsonProcessingException e) {
            // Another installation's, or of a key that is gone: the rest of the row is good.
            return Map.of();
        }
    }
}
