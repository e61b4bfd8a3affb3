package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something was posted to an inbound channel, or its connection to a mailbox changed: for the channel's owner, who wants to see
 * what came and why it was refused. No login's code depends on it.
 *
 * <p>Of a flood each replica tells a few posts a minute and counts the rest: such an event stands for several and has no details.
 *
 * @param eventId unique for this event
 * @param channelId the channel's id; the record's key
 * @param organizationId the owner
 * @param provider who posts, as in the address
 * @param verdict what became of it
 * @param reason why it was refused, not taken, or holds no code, from a fixed list; null when there is nothing to say
 * @param posts how many posts this stands for, at least one
 * @param bytes the length of the body or the mail; null when it was not read
 * @param totpCodeId the message's id, {@code totp_<integer>}; null when no message was taken
 * @param matchKey keyed hash of organisation and normalised identifier; null when the identifier is not known
 * @param identifierMasked for people; null when the identifier is not known
 * @param codeMasked for people; null when no code and no link was found
 * @param detailsSealed a JSON object of texts, sealed under the event's id and the field {@code details}: the provider's own id of the message, what was
 *     signed over, and where the post came to; null when there is nothing
 * @param postedAt when
 */
public record ChannelPosted(
        String eventId,
        String channelId,
        String organizationId,
        String provider,
        Verdict verdict,
        @Nullable String reason,
        long posts,
        @Nullable Integer bytes,
        @Nullable String totpCodeId,
        @Nullable String matchKey,
        @Nullable String identifierMasked,
        @Nullable String codeMasked,
        @Nullable String detailsSealed,
        Instant postedAt)
        implements Event {

    /** What became of a post, or of a connection. */
    public enum Verdict implements WireNamed {
        /** A code or a link was found. */
        @JsonProperty("accepted")
        ACCEPTED,
        /** Nothing was found; the message is kept for a person. */
        @JsonProperty("no_code")
        NO_CODE,
        /** The message was taken before. */
        @JsonProperty("duplicate")
        DUPLICATE,
        /** It is genuine and holds no text: a picture, or news of something else. */
        @JsonProperty("nothing")
        NOTHING,
        /** It was refused for good. */
        @JsonProperty("refused")
        REFUSED,
        /** It could not be taken then, and the sender was told to send it again. */
        @JsonProperty("unavailable")
        UNAVAILABLE,
        /** The connection to a mailbox stands. */
        @JsonProperty("connected")
        CONNECTED,
        /** The connection to a mailbox failed or ended. */
        @JsonProperty("failed")
        FAILED;

        /**
         * The verdict of a wire name.
         *
         * @throws IllegalArgumentException for a name that is not one of the wire names
         */
        public static Verdict ofWireName(String wireName) {
            return WireNamed.of(Verdict.class, wireName);
        }
    }

    public ChannelPosted {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(channelId, "channelId");
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(postedAt, "postedAt");
    }

    @Override
    public String id() {
        return eventId;
    }

    @Override
    public String type() {
        return "channel.posted";
    }

    @Override
    public Instant time() {
        return postedAt;
    }

    @Override
    public Topic topic() {
        return Topic.CHANNEL_POSTS;
    }

    @Override
    public String key() {
        return channelId;
    }
}
