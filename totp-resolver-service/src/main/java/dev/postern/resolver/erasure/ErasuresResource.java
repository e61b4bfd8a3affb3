package dev.postern.resolver.erasure;

import dev.postern.events.Topic;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Forgets an address or a number: docs/operations.md, "What is deleted when". */
@Path("/v1/erasures")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ErasuresResource {
    private final Access access;
    private final EraseIdentifier erase;
    private final Clock clock;

    ErasuresResource(Access access, EraseIdentifier erase, Clock clock) {
        this.access = access;
        this.erase = erase;
        this.clock = clock;
    }

    /**
     * What is to be forgotten.
     *
     * @param totpIdentifier an address or a number, in any spelling
     */
    @Schema(name = "NewErasure")
    record NewErasure(
            @Schema(maxLength = TextLimit.Most.IDENTIFIER) String totpIdentifier) {}

    /**
     * What was forgotten.
     *
     * @param erasedAt when
     * @param codes how many received codes
     * @param messages how many messages without a code
     * @param codeRequests how many requests that had ended
     * @param channelPosts how many posts to channels
     * @param events how many entries of the live feed
     * @param remains what is left, and until when
     */
    @Schema(name = "Erasure")
    record View(
            Instant erasedAt,
            int codes,
            int messages,
            int codeRequests,
            int channelPosts,
            int events,
            List<Remains> remains) {
        View {
            remains = List.copyOf(remains);
        }
    }

    /**
     * What is left.
     *
     * @param where a topic of Kafka or a part of Postern
     * @param what in which form
     * @param until when the last of it goes; null: until somebody deletes it
     */
    @Schema(name = "ErasureRemains")
    record Remains(
            String where,
            String what,

            @Schema(description = "When the last of it goes; null: when somebody deletes it, or the request ends")
            @Nullable Instant until) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "eraseIdentifier",
            summary = "Forget what was received for an address or a number",
            description =
                    "Destroys codes, messages, requests that have ended, posts and entries of the feed in the caller's"
                            + " organisation, and tells what remains. It may be asked again, and then finds what came since")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewErasure.class)))
    @APIResponseSchema(value = View.class, responseCode = "200", responseDescription = "It is erased, and this remains")
    @Needs(Scope.ADMIN)
    public View erase(JsonBody json, @Context HttpHeaders headers) {
        Caller caller = access.require(headers, Scope.ADMIN);
        String identifier = identifier(json.fields());
        EraseIdentifier.Erased erased = erase.erase(caller, identifier);
        Instant now = clock.instant();
        return new View(
                now,
                erased.codes(),
                erased.messages(),
                erased.codeRequests(),
                erased.channelPosts(),
                erased.events(),
                remains(now, erased.waitingRequests()));
    }

    static String identifier(JsonFields fields) {
        String identifier = fields.requiredNonEmptyString("totp_identifier", TextLimit.IDENTIFIER);
        fields.check();
        return identifier;
    }

    private static List<Remains> remains(Instant now, int waiting) {
        List<Remains> remains = new ArrayList<>();
        if (waiting > 0) {
            remains.add(new Remains(
                    "totp-resolver-service",
                    "Requests for it that wait now: " + waiting + ". Ask again once they have ended",
                    null));
        }
        remains.add(new Remains(
                "totp-resolver-service",
                "Of each code and message a row of its id without an owner, so that it is not stored again",
                now.plus(Duration.ofDays(30))));
        remains.add(new Remains(
                "credential-service",
                "Credentials, channels and endpoints that were made for it. Delete or change them",
                null));
        add(
                remains,
                Topic.CODES_RECEIVED,
                "Codes and messages, sealed with the payload key; the masked identifier",
                now);
        add(remains, Topic.MESSAGES_UNPARSED, "Messages, sealed with the payload key; the masked identifier", now);
        add(remains, Topic.CODE_REQUESTS, "Ids, times and the masked identifier of requests", now);
        add(remains, Topic.CHANNEL_POSTS, "The masked identifier of posts; details sealed with the payload key", now);
        Instant afterCodes = now.plus(kept(Topic.CODES_RECEIVED));
        add(
                remains,
                Topic.CODES_RECEIVED_DEAD_LETTERS,
                "Records that could not be taken, sealed as they were",
                afterCodes);
        Instant afterMessages = now.plus(kept(Topic.MESSAGES_UNPARSED));
        add(
                remains,
                Topic.MESSAGES_UNPARSED_DEAD_LETTERS,
                "Records that could not be taken, sealed as they were",
                afterMessages);
        return remains;
    }

    private static void add(List<Remains> remains, Topic topic, String what, Instant last) {
        remains.add(new Remains(topic.topicName(), what, last.plus(kept(topic))));
    }

    private static Duration kept(Topic topic) {
        Duration kept = topic.keptAtMost();
        return kept == null ? Duration.ZERO : kept;
    }
}
