package dev.postern.ingest.webhook;

import dev.postern.events.RunScope;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.message.Retries;
import dev.postern.ingest.post.PostDetails;
import dev.postern.ingest.provider.WebhookRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What came to a channel, while it is judged.
 *
 * @param channel where it came
 * @param bytes how long it is
 * @param details what helps to find out why a signature was refused
 * @param run whom its messages are for: nobody in particular, unless it is a test
 * @param retries for how long its sender sends it again
 */
record Seen(Channel channel, int bytes, Supplier<Map<String, String>> details, RunScope run, Retries retries) {

    /** A provider's post. */
    static Seen of(Channel channel, WebhookRequest request, Retries retries) {
        return new Seen(channel, request.body().length, () -> details(request), RunScope.NONE, retries);
    }

    /** A test's post, whose messages are for a run. A person waits for its answer, and can repeat it. */
    static Seen ofTest(Channel channel, WebhookRequest request, RunScope run) {
        return new Seen(channel, request.body().length, () -> details(request), run, Retries.LONG);
    }

    /** A mail: its server sends it again for days, or it stays in its mailbox. */
    static Seen ofMail(Channel channel, int bytes) {
        return new Seen(channel, bytes, Map::of, RunScope.NONE, Retries.LONG);
    }

    private static Map<String, String> details(WebhookRequest request) {
        Optional<String> host = request.header("x-forwarded-host").or(() -> request.header("host"));
        return new PostDetails()
                .signedOver(request.address())
                .arrivedAt(request.header("x-forwarded-proto").orElse(null), host.orElse(null), request.path())
                .map();
    }

    @Override
    public String toString() {
        return "Seen[channelId=" + channel.channelId() + ", ***]";
    }
}
