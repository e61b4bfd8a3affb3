package dev.postern.ingest.webhook;

import dev.postern.events.RunScope;
import dev.postern.extraction.Message;
import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.message.Entrance;
import dev.postern.ingest.message.IncomingMessage;
import dev.postern.ingest.message.ReceiveMessage;
import dev.postern.ingest.message.SentTo;
import dev.postern.platform.access.Grant;
import dev.postern.platform.body.StorableText;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Takes in the message in a post to a known channel. */
@ApplicationScoped
class TakePost {
    private static final Logger LOGGER = Logger.getLogger(TakePost.class);

    private final ReceiveMessage receiveMessage;

    TakePost(ReceiveMessage receiveMessage) {
        this.receiveMessage = receiveMessage;
    }

    /**
     * The outcome of the post, once it is certain.
     *
     * @param grant asked last before the message is published
     */
    CompletionStage<Outcome> take(ProviderAdapter adapter, WebhookRequest request, Channel channel, Grant grant) {
        return switch (adapter.read(request, channel)) {
            case Reading.Refused(Refusal reason) -> {
                LOGGER.infof("A post was refused channelId=%s problem=%s", channel.channelId(), reason.wireName());
                yield CompletableFuture.completedFuture(reason.outcome());
            }
            case Reading.HoldsNothing() -> CompletableFuture.completedFuture(Outcome.NOTHING_TO_TAKE);
            case Reading.Holds(ProviderMessage message) -> receive(message, channel, grant);
        };
    }

    private CompletionStage<Outcome> receive(ProviderMessage message, Channel channel, Grant grant) {
        try {
            return receiveMessage
                    .receive(incoming(message, channel), grant)
                    .thenApply(received -> Outcome.TAKEN)
                    .exceptionally(TakePost::outcome);
        } catch (Problem e) {
            return CompletableFuture.completedFuture(outcome(e));
        }
    }

    private static IncomingMessage incoming(ProviderMessage message, Channel channel) {
        return new IncomingMessage(
                channel.organizationId(),
                new Entrance.Channel(channel.channelId(), message.deliveryKey()),
                SentTo.normalised(channel.addressee().of(message.recipient(), message::header)),
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
