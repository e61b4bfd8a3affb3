package dev.postern.ingest.webhook;

import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.events.identifier.Identifier;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.message.Received;
import dev.postern.ingest.post.Post;
import dev.postern.ingest.post.PostDetails;
import dev.postern.ingest.post.Posts;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Refusal;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is noted of each post: in the log and the metrics, and for the channel's owner. */
@ApplicationScoped
class PostNotes {
    private static final Logger LOGGER = Logger.getLogger(PostNotes.class);

    private final RecentDeliveries recent;
    private final WebhookMetrics metrics;
    private final Posts posts;

    PostNotes(RecentDeliveries recent, WebhookMetrics metrics, Posts posts) {
        this.recent = recent;
        this.metrics = metrics;
        this.posts = posts;
    }

    /** A post that was read was refused. */
    Post refused(Seen seen, Refusal reason) {
        Channel channel = seen.channel();
        LOGGER.infof("A post was refused channelId=%s problem=%s", channel.channelId(), reason.wireName());
        metrics.countRefused(channel.provider(), reason);
        return told(Post.without(
                channel,
                Verdict.REFUSED,
                reason.wireName(),
                seen.bytes(),
                seen.details().get()));
    }

    /**
     * A post was refused before it was read, or could not be taken.
     *
     * @param reason from a fixed list
     */
    Post without(Channel channel, Verdict verdict, String reason) {
        metrics.countRefused(channel.provider(), reason);
        return told(Post.without(channel, verdict, reason, null, Map.of()));
    }

    /** A genuine post held nothing to take. */
    Post nothing(Seen seen) {
        return told(Post.without(seen.channel(), Verdict.NOTHING, null, seen.bytes(), Map.of()));
    }

    /** A message was taken. */
    Post taken(Seen seen, ProviderMessage message, Identifier identifier, Received received) {
        Channel channel = seen.channel();
        boolean first = recent.add(channel.channelId(), message);
        WebhookMetrics.Became became = WebhookMetrics.Became.of(first, received);
        metrics.countMessage(channel.provider(), became);
        return told(new Post(
                channel,
                became.verdict(),
                switch (received) {
                    case Received.Unparsed unparsed -> unparsed.reason().wireName();
                    case Received.Part _ -> "part";
                    case Received.Parsed _, Received.TooLongToKeep _ -> null;
                },
                seen.bytes(),
                identifier,
                received,
                details(message)));
    }

    /** What the channel's owner is told became of a post that ended so. */
    static Verdict verdict(Problem problem) {
        return switch (problem.type()) {
            case TEMPORARILY_UNAVAILABLE, TOO_MANY_REQUESTS -> Verdict.UNAVAILABLE;
            default -> Verdict.REFUSED;
        };
    }

    /** Why, in the words of the owner's list. */
    static String reason(Problem problem) {
        return switch (problem.type()) {
            case PAYLOAD_TOO_LARGE -> "too_large";
            case TOO_MANY_REQUESTS -> "rate_limited";
            case REQUEST_TIMEOUT -> "too_slow";
            case FORBIDDEN -> "channel_changed";
            case NOT_FOUND -> "unknown_channel";
            case TEMPORARILY_UNAVAILABLE -> hindrance(problem.hindrance());
            default -> "unreadable";
        };
    }

    private static String hindrance(@Nullable Hindrance hindrance) {
        return switch (hindrance) {
            case null -> Taken.FAILURE;
            case CHANGED -> "channel_changed";
            default -> hindrance.wireName();
        };
    }

    private static Map<String, String> details(ProviderMessage message) {
        return new PostDetails().providerMessageId(message.deliveryKey()).map();
    }

    private Post told(Post post) {
        posts.tell(post);
        return post;
    }
}
