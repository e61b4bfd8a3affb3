package dev.postern.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a message came in, and from whom. The sender is known by keyed hashes of its address and of each domain above it.
 * A login can thus ask for the codes of a site without knowing the sender's address.
 *
 * @param channelId the inbound channel, null for a push by API
 * @param senderMasked for people; null when the sender is not known
 * @param senderSealed the sender as it stood in the message, sealed; null when it is not known
 * @param senderKeys the address's own hash first, then those of its domain and of the domains above it; empty when the
 *     sender is not known
 * @param singleUse what the message came under that is good for one post; null where the provider gives no such thing
 * @param part which part of a long text it is; null for a whole message
 * @param otherHashes of the event's id and of each keyed hash in it; null when the index keyset has one key
 */
public record Origin(
        @Nullable String channelId,
        @Nullable String senderMasked,
        @Nullable String senderSealed,
        List<String> senderKeys,
        @Nullable SingleUse singleUse,
        @Nullable MessagePart part,
        @Nullable OtherHashes otherHashes) {

    public Origin {
        senderKeys = List.copyOf(senderKeys);
    }

    /** A message whose hashes are those of the only key. */
    public Origin(
            @Nullable String channelId,
            @Nullable String senderMasked,
            @Nullable String senderSealed,
            List<String> senderKeys,
            @Nullable SingleUse singleUse,
            @Nullable MessagePart part) {
        this(channelId, senderMasked, senderSealed, senderKeys, singleUse, part, null);
    }

    /** A whole message. */
    public Origin(
            @Nullable String channelId,
            @Nullable String senderMasked,
            @Nullable String senderSealed,
            List<String> senderKeys,
            @Nullable SingleUse singleUse) {
        this(channelId, senderMasked, senderSealed, senderKeys, singleUse, null, null);
    }

    /** A whole message that came under nothing that is good for one post. */
    public Origin(
            @Nullable String channelId,
            @Nullable String senderMasked,
            @Nullable String senderSealed,
            List<String> senderKeys) {
        this(channelId, senderMasked, senderSealed, senderKeys, null, null, null);
    }

    /** What the other keys make of the hashes of an event that came like this. */
    public static OtherHashes othersOf(@Nullable Origin origin) {
        return origin == null || origin.otherHashes == null ? OtherHashes.none() : origin.otherHashes;
    }

    /** A copy for an event with other hashes. */
    public Origin with(List<String> newSenderKeys, OtherHashes newOtherHashes) {
        return new Origin(
                channelId,
                senderMasked,
                senderSealed,
                newSenderKeys,
                singleUse,
                part,
                newOtherHashes.isEmpty() ? null : newOtherHashes);
    }
}
