package dev.postern.ingest.webhook;

import dev.postern.ingest.channel.Channel;
import dev.postern.ingest.channel.Channels;
import dev.postern.ingest.provider.Outcome;
import dev.postern.ingest.provider.ProviderAdapter;
import dev.postern.platform.access.KnownCaller;
import dev.postern.platform.arrival.Arrival;
import dev.postern.platform.arrival.Doorkeeper;
import dev.postern.platform.arrival.Head;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.topic.Lookup;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets in whoever knows a channel's token. What the provider signs is checked once the body has come. */
@Singleton
class ChannelDoorkeeper implements Doorkeeper {
    private final Adapters adapters;
    private final Channels channels;
    private final WebhookMetrics metrics;
    private final PostNotes notes;

    ChannelDoorkeeper(Adapters adapters, Channels channels, WebhookMetrics metrics, PostNotes notes) {
        this.adapters = adapters;
        this.channels = channels;
        this.metrics = metrics;
        this.notes = notes;
    }

    @Override
    public Arrival admit(Head head) {
        ProviderAdapter adapter = adapter(head);
        return switch (channels.find(parameter(head, "token"))) {
            case Lookup.Undecided<Channel>() ->
                throw Problem.unavailable(Hindrance.BROKER_AWAY, "Channels cannot be looked up right now");
            case Lookup.Unknown<Channel>() -> throw unknown();
            // A token of another provider is answered like an unknown token.
            case Lookup.Found<Channel>(Channel channel)
            when !channel.provider().equals(adapter.provider()) -> throw unknown();
            case Lookup.Found<Channel>(Channel channel) ->
                new Arrival(channel.channelId(), channel.organizationId(), adapter.mostBytes());
        };
    }

    @Override
    public Optional<KnownCaller> shown(Head head) {
        return channels.shown(parameter(head, "token"));
    }

    @Override
    public @Nullable Response refusal(Head head, Problem problem) {
        ProviderAdapter adapter;
        try {
            adapter = adapter(head);
        } catch (Problem noSuchProvider) {
            return null;
        }
        channels.now(parameter(head, "token"))
                .filter(channel -> channel.provider().equals(adapter.provider()))
                .ifPresentOrElse(
                        channel -> notes.without(channel, PostNotes.verdict(problem), PostNotes.reason(problem)),
                        () -> metrics.countRefused(adapter.provider(), PostNotes.reason(problem)));
        Outcome outcome = switch (problem.type()) {
            case NOT_FOUND -> Outcome.UNKNOWN_CHANNEL;
            case PAYLOAD_TOO_LARGE -> Outcome.TOO_LARGE;
            case TOO_MANY_REQUESTS -> Outcome.TOO_MANY;
            case TEMPORARILY_UNAVAILABLE -> Outcome.UNAVAILABLE;
            default -> null;
        };
        if (outcome == null) {
            return null;
        }
        metrics.count(adapter.provider(), outcome);
        Duration wait = problem.retryAfter();
        return Adapters.response(adapter, outcome, wait == null ? Problem.RETRY_AFTER : wait);
    }

    private ProviderAdapter adapter(Head head) {
        return adapters.find(parameter(head, "provider"), head.method());
    }

    private static String parameter(Head head, String name) {
        return Objects.requireNonNull(head.pathParameters().getFirst(name));
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "Not Found");
    }
}
