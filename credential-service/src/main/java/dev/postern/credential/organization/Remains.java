package dev.postern.credential.organization;

import dev.postern.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is left on a topic of an organisation that was deleted.
 *
 * @param topic its name
 * @param what is left there, and in which form
 * @param until when the last of it goes; null: it stays
 */
@Schema(name = "OrganizationRemains")
record Remains(
        String topic,
        String what,

        @Schema(description = "When the last of it goes; null: it stays") @Nullable Instant until) {

    /** All of it, for an organisation that was deleted at a time. */
    static List<Remains> after(Instant deletedAt) {
        return Arrays.stream(Topic.values())
                .map(topic -> new Remains(topic.topicName(), what(topic), until(topic, deletedAt)))
                .toList();
    }

    private static @Nullable Instant until(Topic topic, Instant deletedAt) {
        Duration kept = topic.keptAtMost();
        Instant last = deletedAt;
        // A record is put aside as long as it is on its own topic.
        if (topic == Topic.CODES_RECEIVED_DEAD_LETTERS) {
            last = until(Topic.CODES_RECEIVED, deletedAt);
        } else if (topic == Topic.MESSAGES_UNPARSED_DEAD_LETTERS) {
            last = until(Topic.MESSAGES_UNPARSED, deletedAt);
        }
        return kept == null || last == null ? null : last.plus(kept);
    }

    private static String what(Topic topic) {
        return switch (topic) {
            case CODES_RECEIVED -> "Codes, identifiers and messages, sealed with the payload key; masks";
            case MESSAGES_UNPARSED -> "Messages and identifiers, sealed with the payload key; masks";
            case CODE_REQUESTS -> "Ids, times and masks of code requests";
            case CREDENTIALS -> "That each credential was deleted: its id and type";
            case CHANNELS -> "That each channel and endpoint was deleted: its id and provider";
            case CHANNEL_POSTS -> "Times, verdicts and masks of posts; details sealed with the payload key";
            case API_KEYS -> "That each key was revoked: its id, hash and scopes";
            case ORGANIZATIONS -> "That the organisation was deleted: its id";
            case API_KEY_USES -> "The hour in which each key was last used";
            case AUDIT -> "Who did what and when: ids";
            case AUDIT_HEADS -> "How many rows its audit has, and the hash of the last";
            case PAYLOAD_KEYS -> "Nothing of it: which payload keys the replicas hold";
            case CODES_RECEIVED_DEAD_LETTERS, MESSAGES_UNPARSED_DEAD_LETTERS ->
                "Records that could not be taken, sealed as they were";
        };
    }
}
