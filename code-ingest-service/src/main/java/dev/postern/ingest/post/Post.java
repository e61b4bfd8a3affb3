package dev.postern.ingest.post;

import dev.postern.events.ChannelPosted.Verdict;
import dev.postern.events.identifier.Identifier;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.message.Received;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A post to a channel, or a change of its connection to a mailbox, as its owner is told of it.
 *
 * @param channel where it came
 * @param verdict what became of it
 * @param reason why, from a fixed list; null when there is nothing to say
 * @param bytes the length of the body or the mail; null when it was not read
 * @param identifier whom the message is for; null when that is not known
 * @param received what became of the message; null when none was taken
 * @param details what helps to find a fault, by name ({@link PostDetails}); sealed before it leaves this process
 */
public record Post(
        Channel channel,
        Verdict verdict,
        @Nullable String reason,
        @Nullable Integer bytes,
        @Nullable Identifier identifier,
        @Nullable Received received,
        Map<String, String> details) {

    public Post {
        details = Map.copyOf(details);
    }

    /** One of which no message was taken. For a channel with a fixed identifier that one is told. */
    public static Post without(
            Channel channel,
            Verdict verdict,
            @Nullable String reason,
            @Nullable Integer bytes,
            Map<String, String> details) {
        String fixed = channel.addressee().fixed();
        return new Post(channel, verdict, reason, bytes, fixed == null ? null : Identifier.of(fixed), null, details);
    }

    /** The connection to the channel's mailbox stands. */
    public static Post connected(Channel channel) {
        return without(channel, Verdict.CONNECTED, null, null, Map.of());
    }

    /**
     * The connection to the channel's mailbox failed or ended.
     *
     * @param reason from a fixed list, such as {@code sign_in_refused}
     */
    public static Post failed(Channel channel, String reason) {
        return without(channel, Verdict.FAILED, reason, null, Map.of());
    }

    @Override
    public String toString() {
        return "Post[channelId=" + channel.channelId() + ", verdict=" + verdict + ", reason=" + reason + ", ***]";
    }
}
