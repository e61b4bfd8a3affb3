package dev.postern.ingest.webhook;

import dev.postern.events.RunScope;
import dev.postern.extraction.Message;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.message.Entrance;
import dev.postern.ingest.message.IncomingMessage;
import dev.postern.ingest.message.ReceiveMessage;
import dev.postern.ingest.message.Received;
import dev.postern.ingest.message.SentTo;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.ingest.provider.ProviderMessage;
import dev.postern.ingest.provider.Reading;
import dev.postern.ingest.provider.Refusal;
import dev.postern.ingest.provider.WebhookRequest;
import dev.postern.platform.access.Grant;
import dev.postern.platform.body.StorableText;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Takes in the messages that came to a known channel, whichever way. */
@ApplicationScoped
public class TakePost {
    private static final Logger LOGGER = Logger.getLogger(TakePost.class);

    private final ReceiveMessage receiveMessage;
    private final PartsInWaiting parts;
    private final RecentDeliveries recent;
    private final WebhookMetrics metrics;
    private final ReadingRoom room;

    TakePost(
            ReceiveMessage receiveMessage,
            PartsInWaiting parts,
            RecentDeliveries recent,
            WebhookMetrics metrics,
            ReadingRoom room) {
        this.receiveMessage = receiveMessage;
        this.parts = parts;
        this.recent = recent;
        this.metrics = metrics;
        this.room = room;
    }

    /**
     * The outcome of the post, once it is certain.
     *
     * @param grant asked last before the message is published
     */
    CompletionStage<Outcome> take(ProviderAdapter adapter, WebhookRequest request, Channel channel, Grant grant) {
        return take(request.body().length, () -> adapter.read(request, channel), channel, grant);
    }

    /**
     * The outcome of something else than a post, once it is certain.
     *
     * @param length of what is read, in bytes
     * @param reading reads it, once there is room
     * @param grant asked last before a message is published
     */
    public CompletionStage<Outcome> take(int length, Supplier<Reading> reading, Channel channel, Grant grant) {
        int share = room.enter(length);
        if (share == 0) {
            return CompletableFuture.completedFuture(Outcome.UNAVAILABLE);
        }
        try {
            return taken(reading.get(), channel, grant);
        } finally {
            room.leave(share);
        }
    }

    private CompletionStage<Outcome> taken(Reading reading, Channel channel, Grant grant) {
        return switch (reading) {
            case Reading.Refused(Refusal reason) -> refused(reason, channel);
            case Reading.HoldsNothing() -> CompletableFuture.completedFuture(Outcome.NOTHING_TO_TAKE);
            case Reading.Undecided() -> CompletableFuture.completedFuture(Outcome.UNAVAILABLE);
            case Reading.Part part -> takePart(part, channel, grant);
            // A repeat after a long time is one that somebody may have kept; a first attempt after an outage is not.
            case Reading.Holds(List<ProviderMessage> messages, boolean late)
            when late && messages.stream().anyMatch(message -> isKnown(message, channel)) ->
                refused(Refusal.STALE_TIMESTAMP, channel);
            case Reading.Holds(List<ProviderMessage> messages, boolean _) -> receiveAll(messages, channel, grant);
        };
    }

    private CompletionStage<Outcome> refused(Refusal reason, Channel channel) {
        LOGGER.infof("A post was refused channelId=%s problem=%s", channel.channelId(), reason.wireName());
        metrics.countRefused(channel.provider(), reason);
        return CompletableFuture.completedFuture(reason.outcome());
    }

    private CompletionStage<Outcome> takePart(Reading.Part part, Channel channel, Grant grant) {
        if (isKnown(part.message(), channel)) {
            metrics.countMessage(channel.provider(), WebhookMetrics.Became.DUPLICATE);
            return CompletableFuture.completedFuture(Outcome.TAKEN);
        }
        return parts.join(
                channel.channelId(),
                part,
                there -> receive(joined(there), channel, grant).thenApply(outcome -> {
                    if (outcome == Outcome.TAKEN) {
                        there.forEach(each -> recent.add(channel.channelId(), each.deliveryKey()));
                    }
                    return outcome;
                }));
    }

    /** The message of these parts, known by the first of them. */
    private static ProviderMessage joined(List<ProviderMessage> parts) {
        ProviderMessage first = parts.getFirst();
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.message().text()));
        return ProviderMessage.text(
                first.deliveryKey(), first.recipient(), first.message().sender(), text.toString());
    }

    private boolean isKnown(ProviderMessage message, Channel channel) {
        return recent.has(channel.channelId(), message.deliveryKey());
    }

    /** Takes in all messages of a post. One that can never be taken does not make the provider send the others again. */
    private CompletionStage<Outcome> receiveAll(List<ProviderMessage> messages, Channel channel, Grant grant) {
        CompletionStage<Outcome> all = receive(messages.getFirst(), channel, grant);
        for (ProviderMessage message : messages.subList(1, messages.size())) {
            all = all.thenCombine(receive(message, channel, grant), TakePost::ofBoth);
        }
        return all;
    }

    private static Outcome ofBoth(Outcome one, Outcome other) {
        if (one == Outcome.UNAVAILABLE || other == Outcome.UNAVAILABLE) {
            return Outcome.UNAVAILABLE;
        }
        return one == Outcome.TAKEN ? one : other;
    }

    private CompletionStage<Outcome> receive(ProviderMessage message, Channel channel, Grant grant) {
        try {
            return receiveMessage
                    .receive(incoming(message, channel), grant)
                    .thenApply(received -> taken(received, message, channel))
                    .exceptionally(TakePost::outcome);
        } catch (Problem e) {
            return CompletableFuture.completedFuture(outcome(e));
        }
    }

    private Outcome taken(Received received, ProviderMessage message, Channel channel) {
        boolean first = recent.add(channel.channelId(), message.deliveryKey());
        metrics.countMessage(channel.provider(), WebhookMetrics.Became.of(first, received));
        return Outcome.TAKEN;
    }

    private static IncomingMessage incoming(ProviderMessage message, Channel channel) {
        return new IncomingMessage(
                channel.organizationId(),
                new Entrance.Channel(channel.channelId(), message.deliveryKey()),
                SentTo.normalised(channel.addressee()
                        .of(message.recipient(), message.message().sender(), message.headers())),
                clean(message.message()),
                channel.provider(),
                RunScope.NONE,
                null);
    }

    private static Message clean(Message message) {
        String text = message.text();
        String html = message.html();
        return Message.mail(
                message.sender(),
                StorableText.withoutControls(message.subject()),
                text == null ? null : StorableText.withoutControls(text),
                html == null ? null : StorableText.withoutControls(html));
    }

    private static Outcome outcome(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Problem problem) {
            return switch (problem.type()) {
                case PAYLOAD_TOO_LARGE -> Outcome.TOO_LARGE;
                case FORBIDDEN -> Outcome.UNKNOWN_CHANNEL;
                default -> Outcome.UNAVAILABLE;
            };
        }
        LOGGER.errorf("A post could not be taken problem=%s", FailureTrace.of(failure));
        return Outcome.UNAVAILABLE;
    }
}
