package dev.postern.resolver.post;

import dev.postern.events.ChannelChanged;
import dev.postern.events.InboundChannelChanged;
import dev.postern.events.Topic;
import dev.postern.events.TotpUrlEndpointChanged;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.topic.Lookup;
import dev.postern.platform.topic.TopicTable;
import dev.postern.platform.topic.TopicTables;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Whose each inbound channel is, as the compacted topic of channels says. */
@ApplicationScoped
@Startup // A replica is not ready before it has read them.
class KnownChannels {
    private final TopicTable<String> owners;

    KnownChannels(TopicTables tables) {
        this.owners = tables.read("inbound-channels", Topic.CHANNELS, ChannelChanged.class, KnownChannels::owner);
    }

    /**
     * Does nothing when the channel is the organisation's.
     *
     * @throws Problem 404 for an unknown or a foreign id, 503 when that is not known now
     */
    void requireOwn(String organizationId, String channelId) {
        switch (owners.find(channelId)) {
            case Lookup.Found<String>(String owner) when owner.equals(organizationId) -> {}
            case Lookup.Undecided<String>() ->
                throw Problem.unavailable(Hindrance.BROKER_AWAY, "Channels cannot be looked up right now");
            case Lookup.Found<String> _, Lookup.Unknown<String> _ ->
                throw Problem.of(ProblemType.NOT_FOUND, "There is no such channel");
        }
    }

    private static @Nullable String owner(ChannelChanged event) {
        return switch (event) {
            case InboundChannelChanged channel -> channel.isFinal() ? null : channel.organizationId();
            case TotpUrlEndpointChanged _ -> null;
        };
    }
}
