package dev.postern.ingest.webhook;

import dev.postern.events.ChannelPosted.Verdict;
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
import dev.postern.ingest.provider.SingleUse;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes in the messages that came to a known channel, whichever way. */
@ApplicationScoped
public class TakePost {
    private static final Logger LOGGER = Logger.getLogger(TakePost.class);

    private final ReceiveMessage receiveMessage;
    private final RecentDeliveries recent;
    private final PostNotes notes;
    private final ReadingRoom room;

    TakePost(ReceiveMessage receiveMessage, RecentDeliveries recent, PostNotes notes, ReadingRoom room) {
        this.receiveMessage = receiveMessage;
        this.recent = recent;
        this.notes = notes;
        this.room = room;
    }

    /**
     * The outcome of the post, once it is certain.
     *
     * @param grant asked last before the message is published
     */
    CompletionStage<Outcome> take(ProviderAdapter adapter, WebhookRequest request, Channel channel, Grant grant) {
        return takeAndTell(adapter, request, Seen.of(channel, request, adapter.retries()), grant)
                .thenApply(Taken::outcome);
    }

    /** Like {@link #take}, and tells what was noted of the post. */
    CompletionStage<Taken> takeAndTell(ProviderAdapter adapter, WebhookRequest request, Seen seen, Grant grant) {
        return take(() -> adapter.read(request, seen.channel()), seen, grant);
    }

    /**
     * The outcome of a mail that came by another way than a post, once it is certain. Fails where Postern fails at it for a reason of
     * its own.
     *
     * @param length of what is read, in bytes
     * @param reading reads it, once there is room; it may refuse with a {@link Problem}
     * @param grant asked last before a message is published
     */
    public CompletionStage<Outcome> take(int length, Supplier<Reading> reading, Channel channel, Grant grant) {
        return take(reading, Seen.ofMail(channel, length), grant).thenApply(taken -> {
            if (taken.isOwnFault()) {
                throw new IllegalStateException("The message could not be taken");
            }
            return taken.outcome();
        });
    }

    /** Takes what such a reading holds, once there is room for it. */
    CompletionStage<Taken> take(Supplier<Reading> reading, Seen seen, Grant grant) {
        String organizationId = seen.channel().organizationId();
        int share = room.enter(organizationId, seen.bytes());
        if (share == 0) {
            return unavailable(seen, "no_room");
        }
        try {
            return taken(reading.get(), seen, grant);
        } catch (Problem e) {
            return CompletableFuture.completedFuture(failed(seen, e));
        } finally {
            room.leave(organizationId, share);
        }
    }

    private CompletionStage<Taken> taken(Reading reading, Seen seen, Grant grant) {
        return switch (reading) {
            case Reading.Refused(Refusal reason) -> refused(reason, seen);
            case Reading.HoldsNothing() ->
                CompletableFuture.completedFuture(new Taken(Outcome.NOTHING_TO_TAKE, notes.nothing(seen)));
            case Reading.Undecided() -> unavailable(seen, "undecided");
            case Reading.Part part -> takePart(part, seen, grant);
            case Reading.Holds(List<ProviderMessage> messages, boolean _)
            when messages.stream().anyMatch(message -> isReplay(message, seen)) -> refused(Refusal.REPLAYED, seen);
            // A repeat after a long time is one that somebody may have kept; a first attempt after an outage is not.
            case Reading.Holds(List<ProviderMessage> messages, boolean late)
            when late && messages.stream().anyMatch(message -> isKnown(message, seen)) ->
                refused(Refusal.STALE_TIMESTAMP, seen);
            case Reading.Holds(List<ProviderMessage> messages, boolean _) -> receiveAll(messages, seen, grant);
        };
    }

    private CompletionStage<Taken> refused(Refusal reason, Seen seen) {
        return CompletableFuture.completedFuture(new Taken(reason.outcome(), notes.refused(seen, reason)));
    }

    private CompletionStage<Taken> unavailable(Seen seen, String reason) {
        return CompletableFuture.completedFuture(
                new Taken(Outcome.UNAVAILABLE, notes.without(seen.channel(), Verdict.UNAVAILABLE, reason)));
    }

    private CompletionStage<Taken> takePart(Reading.Part part, Seen seen, Grant grant) {
        return receive(
                part.delivery(),
                seen,
                incoming -> receiveMessage.receivePart(incoming, part.group(), part.number(), part.of(), grant));
    }

    private boolean isKnown(ProviderMessage message, Seen seen) {
        return recent.has(seen.channel().channelId(), message);
    }

    private boolean isReplay(ProviderMessage message, Seen seen) {
        return recent.isReplay(seen.channel().channelId(), message);
    }

    /** Takes in all messages of a post. One that can never be taken does not make the provider send the others again. */
    private CompletionStage<Taken> receiveAll(List<ProviderMessage> messages, Seen seen, Grant grant) {
        CompletionStage<Taken> all = receive(messages.getFirst(), seen, grant);
        for (ProviderMessage message : messages.subList(1, messages.size())) {
            all = all.thenCombine(receive(message, seen, grant), TakePost::ofBoth);
        }
        return all;
    }

    private static Taken ofBoth(Taken one, Taken other) {
        if (one.outcome().wantsAnother() || other.outcome().wantsAnother()) {
            return one.outcome().wantsAnother() ? one : other;
        }
        return one.outcome() == Outcome.TAKEN ? one : other;
    }

    private CompletionStage<Taken> receive(ProviderMessage message, Seen seen, Grant grant) {
        return receive(message, seen, incoming -> receiveMessage.receive(incoming, grant));
    }

    private CompletionStage<Taken> receive(
            ProviderMessage message, Seen seen, Function<IncomingMessage, CompletionStage<Received>> receiving) {
        try {
            IncomingMessage incoming = incoming(message, seen);
            return receiving
                    .apply(incoming)
                    .thenApply(received -> new Taken(
                            Outcome.TAKEN,
                            notes.taken(seen, message, incoming.sentTo().identifier(), received)))
                    .exceptionally(failure -> failed(seen, failure));
        } catch (Problem e) {
            return CompletableFuture.completedFuture(failed(seen, e));
        }
    }

    private static IncomingMessage incoming(ProviderMessage message, Seen seen) {
        Channel channel = seen.channel();
        return new IncomingMessage(
                channel.organizationId(),
                new Entrance.Channel(
                        channel.channelId(),
                        message.deliveryKey(),
                        channel.provider(),
                        seen.retries(),
                        singleUse(message)),
                SentTo.normalised(channel.addressee()
                        .of(
                                message.recipient(),
                                message.message().sender(),
                                message.headers(),
                                message.message().text())),
                clean(message.message()),
                channel.provider(),
                seen.run(),
                null,
                message.held());
    }

    private static Entrance.@Nullable SingleUse singleUse(ProviderMessage message) {
        SingleUse singleUse = message.singleUse();
        return singleUse == null ? null : new Entrance.SingleUse(singleUse.token(), singleUse.content());
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

    /** The outcome of what was refused before it could be read. The channel's owner is told. */
    public Outcome refused(Channel channel, Problem problem) {
        notes.without(channel, PostNotes.verdict(problem), PostNotes.reason(problem));
        return outcome(problem);
    }

    private static Outcome outcome(Problem problem) {
        return switch (problem.type()) {
            case PAYLOAD_TOO_LARGE -> Outcome.TOO_LARGE;
            case FORBIDDEN -> Outcome.UNKNOWN_CHANNEL;
            case TOO_MANY_REQUESTS -> Outcome.TOO_MANY;
            default -> Outcome.UNAVAILABLE;
        };
    }

    private Taken failed(Seen seen, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Problem problem) {
            return new Taken(
                    outcome(problem),
                    notes.without(seen.channel(), PostNotes.verdict(problem), PostNotes.reason(problem)));
        }
        LOGGER.errorf("A post could not be taken problem=%s", FailureTrace.of(failure));
        return new Taken(Outcome.UNAVAILABLE, notes.without(seen.channel(), Verdict.UNAVAILABLE, Taken.FAILURE));
    }
}
