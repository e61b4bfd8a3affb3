package dev.postern.resolver.post;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a channel stands, and what was posted to it.
 *
 * @param channelId the channel
 * @param lastPostAt when anything was last posted; null: never
 * @param lastMessageAt when a message was last taken; null: never
 * @param connectedSince of a channel that fetches from a mailbox, since when its connection stands; null: it does not
 * @param lastError of such a channel, why its connection last failed; null: it never did
 * @param lastErrorAt when that was; null: never
 * @param counts posts of the last day by verdict
 * @param refused refused posts of the last day by reason
 * @param posts the newest, at most a hundred of the last day
 */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "ChannelPosts", description = "How a channel stands, and what was posted to it")
record PostsAnswer(
        String channelId,

        @Schema(description = "When anything was last posted; null: never") @Nullable Instant lastPostAt,

        @Schema(description = "When a message was last taken; null: never") @Nullable Instant lastMessageAt,

        @Schema(
                description =
                        "Of a channel that fetches from a mailbox: since when its connection stands; null: it does not")
        @Nullable Instant connectedSince,

        @Schema(description = "Of such a channel: why its connection last failed; null: it never did") @Nullable String lastError,

        @Schema(description = "When that was; null: never") @Nullable Instant lastErrorAt,

        @Schema(description = "Posts of the last day by verdict")
        Map<String, Long> counts,

        @Schema(description = "Refused posts of the last day by reason")
        Map<String, Long> refused,

        @Schema(description = "The newest first, at most a hundred of the last day")
        List<PostAnswer> posts) {

    PostsAnswer {
        counts = Map.copyOf(counts);
        refused = Map.copyOf(refused);
        posts = List.copyOf(posts);
    }
}
