package dev.postern.resolver.hint;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.WireNamed;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a waiting request knows. It shows masked values only.
 *
 * @param kind what it is about
 * @param reason why a code was not given; null for other kinds
 * @param text one line for people
 * @param totpCodeId the message; null when nothing came
 * @param identifierMasked where the message came; null when nothing came
 * @param senderMasked who sent it; null when that is not known
 * @param receivedAt when it came; null when nothing came
 * @param channelId the channel that refused a post; null for other kinds
 * @param refusedBecause why it did; null for other kinds
 */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Hint", description = "One thing that a waiting request knows, with masked values only")
public record Hint(
        @Schema(description = "What it is about") Kind kind,

        @Schema(description = "Why the code was not given; null for other kinds") @Nullable Reason reason,

        @Schema(description = "One line for people") String text,

        @Schema(description = "The message, at /v1/messages/{id} or in /v1/codes; null when nothing came") @Nullable String totpCodeId,

        @Schema(description = "Where it came, masked; null when nothing came") @Nullable String identifierMasked,

        @Schema(description = "Who sent it, masked; null when that is not known") @Nullable String senderMasked,

        @Schema(description = "When it came; null when nothing came") @Nullable Instant receivedAt,

        @Schema(
                description =
                        "The channel that refused a post, at /v1/inbound-channels/{id}/posts; null for other kinds")
        @Nullable String channelId,

        @Schema(description = "Why the channel refused it, such as bad_signature; null for other kinds") @Nullable String refusedBecause) {

    /** A hint about what came, or about nothing. */
    Hint(
            Kind kind,
            @Nullable Reason reason,
            String text,
            @Nullable String totpCodeId,
            @Nullable String identifierMasked,
            @Nullable String senderMasked,
            @Nullable Instant receivedAt) {
        this(kind, reason, text, totpCodeId, identifierMasked, senderMasked, receivedAt, null, null);
    }

    /** What a hint is about. */
    public enum Kind implements WireNamed {
        /** A message came for the identifier, in which no code was found. */
        @JsonProperty("message_without_code")
        MESSAGE_WITHOUT_CODE,
        /** A code came for the identifier and was not given. */
        @JsonProperty("code_not_given")
        CODE_NOT_GIVEN,
        /** Another identifier of the organisation got a message that names this one. */
        @JsonProperty("other_identifier")
        OTHER_IDENTIFIER,
        /** A channel of the identifier, or one that never brought a message, refused a post. */
        @JsonProperty("post_refused")
        POST_REFUSED,
        /** No message came to the organisation by any channel since the request waits. */
        @JsonProperty("nothing_came")
        NOTHING_CAME
    }

    /** Why a code was not given. */
    public enum Reason implements WireNamed {
        /** It is a short push without a digit, such as "Ok thanks". */
        @JsonProperty("without_digit")
        WITHOUT_DIGIT("it is a short text without a digit"),
        /** The request asks for another type. */
        @JsonProperty("other_type")
        OTHER_TYPE("it is not of the type asked for"),
        /** The request asks for another sender's. */
        @JsonProperty("other_sender")
        OTHER_SENDER("it is not from the sender asked for"),
        /** It was sent for another run, task or workflow. */
        @JsonProperty("other_scope")
        OTHER_SCOPE("it was sent for another run, task or workflow"),
        /** It came before the time from which on codes are wanted. */
        @JsonProperty("older_than_received_after")
        OLDER_THAN_RECEIVED_AFTER("it is older than this login takes (received_after)"),
        /** Its message binds it to another site than the page's. */
        @JsonProperty("other_site")
        OTHER_SITE("it is bound to another site"),
        /** Another run has it, or had it. */
        @JsonProperty("handed_out")
        HANDED_OUT("another run has it, or its site has seen it"),
        /** It may be another login's; the request hesitates. */
        @JsonProperty("doubtful")
        DOUBTFUL("it may be another login's; it is given soon if no better one comes");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** The end of a sentence that begins "A code came and was not given:". */
        String words() {
            return words;
        }
    }

    /** What tells it from the request's other hints. */
    public String name() {
        return kind.wireName() + " " + (reason == null ? "" : reason.wireName()) + " " + totpCodeId
                + (channelId == null ? "" : " " + channelId + " " + refusedBecause);
    }
}
