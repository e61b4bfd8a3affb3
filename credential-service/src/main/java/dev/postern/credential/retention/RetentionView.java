package dev.postern.credential.retention;

import dev.postern.events.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How long what is stored of an organisation is kept.
 *
 * @param content the text of messages with a code
 * @param code codes and links
 * @param history times, ids, masks, ended requests and counts
 * @param messages messages without a code
 * @param audit the audit trail
 * @param topics how long each topic of Kafka keeps its records
 */
@Schema(
        name = "Retention",
        description =
                "How long what is stored of the organisation is kept. Topics of Kafka keep their own times, which an"
                        + " organisation cannot change: what was deleted here is there, sealed, until then")
public record RetentionView(Time content, Time code, Time history, Time messages, Time audit, List<TopicTime> topics) {

    public RetentionView {
        topics = List.copyOf(topics);
    }

    /**
     * How long something is kept.
     *
     * @param seconds what holds now
     * @param ownSeconds what was set for the organisation; null: nothing
     * @param shortestSeconds the least that may be set
     * @param longestSeconds the most that may be set: as long as the installation keeps it
     */
    @Schema(name = "RetentionTime")
    public record Time(
            @Schema(description = "What holds now") long seconds,

            @Schema(description = "What was set for the organisation; null: nothing") @Nullable Long ownSeconds,

            long shortestSeconds,

            @Schema(description = "As long as the installation keeps it")
            long longestSeconds) {}

    /**
     * How long a topic keeps a record.
     *
     * @param topic its name
     * @param seconds null: the newest record of each key stays
     */
    @Schema(name = "TopicRetention")
    public record TopicTime(
            String topic,

            @Schema(description = "Null: the newest record of each key stays") @Nullable Long seconds) {}

    /**
     * The body that changes it. What it leaves out stays, and null goes back to what the installation keeps.
     *
     * @param contentSeconds the text of messages with a code
     * @param codeSeconds codes and links
     * @param historySeconds times, ids, masks, ended requests and counts
     * @param messagesSeconds messages without a code
     * @param auditSeconds the audit trail
     */
    @Schema(name = "RetentionChange")
    public record Change(
            @Schema(minimum = "0", description = "The text of messages with a code") @Nullable Long contentSeconds,

            @Schema(minimum = "0", description = "Codes and links") @Nullable Long codeSeconds,

            @Schema(minimum = "0", description = "Times, ids, masks, ended requests and counts") @Nullable Long historySeconds,

            @Schema(minimum = "0", description = "Messages without a code") @Nullable Long messagesSeconds,

            @Schema(minimum = "0", description = "The audit trail") @Nullable Long auditSeconds) {

        /** What was set for an organisation. */
        public static Change of(Map<Kept, Long> own) {
            return new Change(
                    own.get(Kept.CONTENT),
                    own.get(Kept.CODE),
                    own.get(Kept.HISTORY),
                    own.get(Kept.MESSAGES),
                    own.get(Kept.AUDIT));
        }
    }

    /** What holds for an organisation that set this. */
    public static RetentionView of(Map<Kept, Long> own, RetentionBounds bounds) {
        return new RetentionView(
                time(Kept.CONTENT, own, bounds),
                time(Kept.CODE, own, bounds),
                time(Kept.HISTORY, own, bounds),
                time(Kept.MESSAGES, own, bounds),
                time(Kept.AUDIT, own, bounds),
                Arrays.stream(Topic.values()).map(RetentionView::topic).toList());
    }

    private static Time time(Kept kept, Map<Kept, Long> own, RetentionBounds bounds) {
        return new Time(
                bounds.holding(kept, own).toSeconds(),
                own.get(kept),
                kept.shortest().toSeconds(),
                bounds.longest(kept).toSeconds());
    }

    private static TopicTime topic(Topic topic) {
        Duration kept = topic.keptAtMost();
        return new TopicTime(topic.topicName(), kept == null ? null : kept.toSeconds());
    }
}
