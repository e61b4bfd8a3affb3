package dev.postern.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The topics of Postern with the settings of each: its partitions, how long it keeps records, and whether it is
 * compacted. Services create a missing topic with exactly these settings; brokers never create one by themselves.
 */
public enum Topic {
    /**
     * Codes and links found in what was pushed. Key: the match key. The short retention bounds what a breach exposes.
     */
    CODES_RECEIVED("postern.codes.received.v1", 24, Duration.ofHours(24)),
    /** Messages in which no code was found. Key: the match key. */
    MESSAGES_UNPARSED("postern.messages.unparsed.v1", 24, Duration.ofDays(7)),
    /** The life of each code request, without its code. Key: the request id. */
    CODE_REQUESTS("postern.code-requests.v1", 12, Duration.ofDays(7)),
    /** What is known of each credential except its secrets. Key: the credential id. Compacted. */
    CREDENTIALS("postern.credentials.v1", 6, null),
    /**
     * Inbound channels with their token hashes. Key: the channel id. Compacted, and of one partition: a reader that
     * reached its end knows every channel.
     */
    CHANNELS("postern.channels.v1", 1, null),
    /**
     * What was posted to each inbound channel, for its owner to see. Key: the channel id. Kept for a day, since it may name a
     * message.
     */
    CHANNEL_POSTS("postern.channel-posts.v1", 6, Duration.ofHours(24)),
    /**
     * API keys by their SHA-256. Key: the hash. Compacted, and of one partition: a reader that reached its end knows
     * every key, and revocation is in order.
     */
    API_KEYS("postern.api-keys.v1", 1, null),
    /**
     * Organisations that were disabled, enabled or deleted, and what each may use. Key: the organisation id. Compacted, and of
     * one partition: a reader that reached its end knows which organisations are closed.
     */
    ORGANIZATIONS("postern.organizations.v1", 1, null),
    /**
     * The hour in which each API key was last used. Key: the API key's id. Compacted, and of one partition, since its
     * rate is low.
     */
    API_KEY_USES("postern.api-key-uses.v1", 1, null),
    /** Who did or saw what, and who was refused. Key: the organisation id. */
    AUDIT("postern.audit.v1", 6, Duration.ofDays(30)),
    /**
     * How far the stored audit of each organisation goes. Key: the organisation id. Compacted, and of one partition: a reader that
     * reached its end knows the newest head of each.
     */
    AUDIT_HEADS("postern.audit-heads.v1", 1, null),
    /**
     * Which payload keys each running replica holds. Key: the replica. Of one partition: a reader that reached its end knows all of
     * the last hour.
     */
    PAYLOAD_KEYS("postern.payload-keys.v1", 1, Duration.ofHours(1)),
    /** Records of {@link #CODES_RECEIVED} that the resolver could not take, with a reason. */
    CODES_RECEIVED_DEAD_LETTERS("postern.codes.received.v1.dead-letters", 1, Duration.ofDays(14)),
    /** Records of {@link #MESSAGES_UNPARSED} that the resolver could not take, with a reason. */
    MESSAGES_UNPARSED_DEAD_LETTERS("postern.messages.unparsed.v1.dead-letters", 1, Duration.ofDays(14));

    private final String topicName;
    private final int partitions;
    private final @Nullable Duration retention;

    Topic(String topicName, int partitions, @Nullable Duration retention) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.retention = retention;
    }

    /** The name on the broker, versioned: an incompatible change of the value gets a new topic. */
    public String topicName() {
        return topicName;
    }

    public int partitions() {
        return partitions;
    }

    /** How long a record is kept; null for a compacted topic, which keeps the newest record of each key. */
    public @Nullable Duration retention() {
        return retention;
    }

    /** How long a record may be there at most: a closed segment is deleted as a whole, up to a 24th later. */
    public @Nullable Duration keptAtMost() {
        return retention == null ? null : retention.plus(retention.dividedBy(24));
    }

    public boolean compacted() {
        return retention == null;
    }

    /**
     * Whether each record carries {@link EventHeaders#MAC}, and a record without the right one is ignored: what the topic
     * says opens something, gives a code or is evidence. Other topics tell what has happened, and only for people to read.
     */
    public boolean signed() {
        return switch (this) {
            case API_KEYS,
                    ORGANIZATIONS,
                    AUDIT,
                    AUDIT_HEADS,
                    CHANNELS,
                    CODES_RECEIVED,
                    MESSAGES_UNPARSED,
                    PAYLOAD_KEYS -> true;
            case CREDENTIALS,
                    CHANNEL_POSTS,
                    CODE_REQUESTS,
                    API_KEY_USES,
                    CODES_RECEIVED_DEAD_LETTERS,
                    MESSAGES_UNPARSED_DEAD_LETTERS -> false;
        };
    }
}
