package dev.postern.ingest.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.events.ChannelChanged;
import dev.postern.events.ChannelToken;
import dev.postern.events.InboundChannelChanged;
import dev.postern.events.Topic;
import dev.postern.events.TotpUrlEndpointChanged;
import dev.postern.platform.access.Caller;
import dev.postern.platform.access.Grant;
import dev.postern.platform.access.Grants;
import dev.postern.platform.access.KeyHash;
import dev.postern.platform.access.KnownCaller;
import dev.postern.platform.access.Organizations;
import dev.postern.platform.access.Scope;
import dev.postern.platform.problem.Hindrance;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import dev.postern.platform.topic.Lookup;
import dev.postern.platform.topic.TopicTable;
import dev.postern.platform.topic.TopicTables;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every inbound channel by the hashes of its tokens, read from the compacted topic of channels. */
@ApplicationScoped
@Startup // A replica is not ready before it has read them.
public class Channels {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A channel and the tokens that open it.
     *
     * @param tokens the tokens that open it; a token may be valid for a limited time
     */
    private record Door(Channel channel, List<ChannelToken> tokens) {

        /** The channel; null when the token does not belong to it or has expired. */
        @Nullable Channel behind(String tokenHash, Instant now) {
            boolean open = tokens.stream()
                    .filter(token -> token.hash().equals(tokenHash))
                    .anyMatch(token -> isGood(token, now));
            return open ? channel : null;
        }

        private static boolean isGood(ChannelToken token, Instant now) {
            Instant validUntil = token.validUntil();
            return validUntil == null || now.isBefore(validUntil);
        }
    }

    private final PayloadSealer sealer;
    private final Grants grants;
    private final Organizations organizations;
    private final Clock clock;
    private final TopicTable<Door> doors;

    Channels(TopicTables tables, PayloadSealer sealer, Grants grants, Organizations organizations, Clock clock) {
        this.organizations = organizations;
        this.sealer = sealer;
        this.grants = grants;
        this.clock = clock;
        this.doors = tables.read("channels", Topic.CHANNELS, ChannelChanged.class, new Opening());
    }

    /** The channel that a token opens. Blocks for up to half a second on a token that is not known yet. */
    public Lookup<Channel> find(String token) {
        String hash = KeyHash.of(token);
        return doors.find(hash, door -> open(door.behind(hash, clock.instant())));
    }

    /** The channel that a token opens in what was read so far, without waiting; empty when there is none. */
    public Optional<Channel> now(String token) {
        String hash = KeyHash.of(token);
        Door door = doors.now(hash);
        return door == null ? Optional.empty() : Optional.ofNullable(open(door.behind(hash, clock.instant())));
    }

    /** Whose channel a token is of, also where its organisation is disabled or deleted, without waiting. It opens nothing. */
    public Optional<KnownCaller> shown(String token) {
        String hash = KeyHash.of(token);
        Door door = doors.now(hash);
        return Optional.ofNullable(door == null ? null : door.behind(hash, clock.instant()))
                .map(channel -> new KnownCaller(
                        channel.channelId(),
                        channel.organizationId(),
                        KnownCaller.Standing.of(channel.organizationId(), organizations)));
    }

    /** The channel with an id. Blocks for up to half a second on an id that is not known yet. */
    public Lookup<Channel> withId(String channelId) {
        return doors.find(byId(channelId), door -> open(door.channel()));
    }

    /**
     * The right to publish what was posted to a channel. It ends when the token opens that channel no more, and when the
     * channel has changed: the post is then judged anew when the provider sends it again.
     */
    public Grant grant(Channel channel, String token) {
        String hash = KeyHash.of(token);
        return grant(channel, () -> {
            Door door = doors.now(hash);
            return door == null ? null : door.behind(hash, clock.instant());
        });
    }

    /**
     * The right to publish a mail that came to an address of a channel, or was found in its mailbox. It ends when the channel is
     * deleted or has changed.
     */
    public Grant grant(Channel channel) {
        return grant(channel, () -> {
            Door door = doors.now(byId(channel.channelId()));
            return door == null ? null : door.channel();
        });
    }

    /** The channels of a provider, as far as they are known now. */
    public List<Channel> of(String provider) {
        return channels(doors.values(), provider).toList();
    }

    /** What is picked from all channels of a provider. Blocks for up to half a second when nothing is. */
    public <T> Lookup<T> search(String provider, Function<Stream<Channel>, @Nullable T> pick) {
        return doors.search(all -> pick.apply(channels(all, provider)));
    }

    private Stream<Channel> channels(Stream<Door> all, String provider) {
        return all.map(Door::channel)
                .filter(channel -> channel.provider().equals(provider))
                .filter(channel -> open(channel) != null);
    }

    /** A channel of an organisation that is disabled or deleted is as if it were deleted. */
    private @Nullable Channel open(@Nullable Channel channel) {
        return channel != null && organizations.isOpen(channel.organizationId()) ? channel : null;
    }

    private Grant grant(Channel channel, Supplier<@Nullable Channel> present) {
        Caller poster = new Caller(channel.organizationId(), channel.channelId(), Set.of(Scope.CODES_PUSH));
        return grants.grant(channel.channelId(), poster, () -> {
            Channel now = present.get();
            if (now == null) {
                throw Problem.of(ProblemType.FORBIDDEN, "There is no such channel any more");
            }
            if (!now.equals(channel)) {
                throw Problem.unavailable(Hindrance.CHANGED, "The channel has just changed");
            }
            return null;
        });
    }

    /** What the table holds of each event on the topic. */
    private final class Opening implements TopicTable.Content<ChannelChanged, Door> {

        @Override
        public @Nullable Door of(ChannelChanged event) throws JsonProcessingException {
            return switch (event) {
                case InboundChannelChanged channel ->
                    channel.isFinal() ? null : new Door(opened(channel), channel.tokens());
                // A Skyvern server asks for codes there, and no message comes in.
                case TotpUrlEndpointChanged _ -> null;
            };
        }

        @Override
        public Set<String> names(String channelId, Door door) {
            return Stream.concat(door.tokens().stream().map(ChannelToken::hash), Stream.of(byId(channelId)))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /** No hash has this form. */
    private static String byId(String channelId) {
        return "id:" + channelId;
    }

    private Channel opened(InboundChannelChanged event) throws JsonProcessingException {
        String secrets = open(event, "secrets", event.secretsSealed());
        String settings = open(event, "settings", event.settingsSealed());
        return new Channel(
                event.channelId(),
                event.organizationId(),
                event.provider(),
                secrets == null ? List.of() : JSON.readValue(secrets, new TypeReference<List<String>>() {}),
                open(event, "posted_url", event.postedUrlSealed()),
                new Addressee(
                        event.matchBy(),
                        event.matchHeader(),
                        open(event, "identifier", event.identifierSealed()),
                        event.defaultRegion()),
                settings == null ? Map.of() : JSON.readValue(settings, new TypeReference<Map<String, String>>() {}),
                event.createdAt() == null ? Instant.EPOCH : event.createdAt());
    }

    private @Nullable String open(InboundChannelChanged event, String field, @Nullable String sealed) {
        return sealed == null
                ? null
                : sealer.open(sealed, new SealedField(event.organizationId(), event.channelId(), field));
    }
}
