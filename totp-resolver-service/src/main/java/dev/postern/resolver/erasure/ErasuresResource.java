package dev.postern.resolver.erasure;

import dev.postern.events.Topic;
import dev.postern.platform.access.Access;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Scope;
import dev.postern.platform.arrival.Needs;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.resolver.retention.RetentionCheck;
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
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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
    private final Duration rowsKept;

    ErasuresResource(
            Access access,
            EraseIdentifier erase,
            Clock clock,
            @ConfigProperty(name = "postern.messages.kept-days", defaultValue = "30") int messagesKeptDays) {
        this.access = access;
        this.erase = erase;
        this.clock = clock;
        this.rowsKept = rowsKept(messagesKeptDays);
    }

    /** How long the row of what was erased is kept: a code's or a message's, whichever goes later. */
    static Duration rowsKept(int messagesKeptDays) {
        Duration messages = Duration.ofDays(messagesKeptDays);
        return messages.compareTo(RetentionCheck.REMEMBERED) > 0 ? messages : RetentionCheck.REMEMBERED;
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
                            + " organisation, and tells what remains. It may be asked again, and then finds what came"
                            + " since")
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
                remains(now, rowsKept, erased.waitingRequests()));
    }

    static String identifier(JsonFields fields) {
        String identifier = fields.requiredNonEmptyString("totp_identifier", TextLimit.IDENTIFIER);
        fields.check();
        return identifier;
    }

    /** @param rowsKept how long a row of what was erased is kept */
    static List<Remains> remains(Instant now, Duration rowsKept, int waiting) {
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
                now.plus(rowsKept)));
        remains.add(new Remains(
                "credential-service",
                "Credentials, channels and endpoints that were made for it. Delete or change them",
                null));
        remains.add(new Remains(
                "code-ingest-service",
                "What came while the broker was away and waits for it, sealed with the payload key. Ask again once it"
                        + " has arrived. What the broker refused for good lies there until ./postern spool drops it",
                null));
        remains.add(new Remains(
                "Outbox of totp-resolver-service",
                "Events that the broker has not taken, or refused: ids, times and the masked identifier",
                null));
        for (Topic topic : Topic.values()) {
            String what = what(topic);
            if (what != null) {
                remains.add(new Remains(topic.topicName(), what, until(topic, now)));
            }
        }
        remains.add(new Remains(
                "Audit in credential-service",
                "Who read which code and message, and who erased: ids, and the run. POSTERN_AUDIT_RETENTION ends it",
                null));
        remains.add(new Remains(
                "Back-ups", "All of it as it was when they were made, sealed with the keys of that time", null));
        return remains;
    }

    /** What of an identifier lies on a topic; null for nothing. */
    private static @Nullable String what(Topic topic) {
        return switch (topic) {
            case CODES_RECEIVED -> "Codes and messages, sealed with the payload key; the masked identifier";
            case MESSAGES_UNPARSED -> "Messages, sealed with the payload key; the masked identifier";
            case CODE_REQUESTS -> "Ids, times and the masked identifier of requests";
            case CHANNEL_POSTS -> "The masked identifier of posts; details sealed with the payload key";
            case CODES_RECEIVED_DEAD_LETTERS, MESSAGES_UNPARSED_DEAD_LETTERS ->
                "Records that could not be taken, sealed as they were";
            case AUDIT -> "Who read which code and message: ids, and the run";
            case CREDENTIALS, CHANNELS, API_KEYS, API_KEY_USES, ORGANIZATIONS, AUDIT_HEADS, PAYLOAD_KEYS -> null;
        };
    }

    private static Instant until(Topic topic, Instant now) {
        // A record is put aside as long as it is on its own topic.
        Instant last = switch (topic) {
            case CODES_RECEIVED_DEAD_LETTERS -> now.plus(kept(Topic.CODES_RECEIVED));
            case MESSAGES_UNPARSED_DEAD_LETTERS -> now.plus(kept(Topic.MESSAGES_UNPARSED));
            default -> now;
        };
        return last.plus(kept(topic));
    }

    private static Duration kept(Topic topic) {
        return Objects.requireNonNull(topic.keptAtMost(), topic.topicName());
    }
}
