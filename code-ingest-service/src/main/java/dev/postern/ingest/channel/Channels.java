package dev.postern.ingest.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.events.ChannelChanged;
import dev.postern.events.ChannelToken;
import dev.postern.events.EventJson;
import dev.postern.events.EventJson.MalformedEvent;
import dev.postern.events.InboundChannelChanged;
import dev.postern.events.Topic;
import dev.postern.events.TotpUrlEndpointChanged;
import dev.postern.platform.access.KeyHash;
import dev.postern.platform.topic.TopicView;
import dev.postern.platform.topic.TopicView.Lookup;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.PayloadSealer.CannotOpen;
import dev.postern.platform.sealing.SealedField;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every channel there is, by the hashes of its tokens, as the compacted topic tells. */
@ApplicationScoped
public class Channels {
    private static final Logger LOGGER = Logger.getLogger(Channels.class);
    private static final EventJson.Reader<ChannelChanged> READER = EventJson.readerFor(ChannelChanged.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A token's way to its channel. */
    private record Door(String channelId, @Nullable Instant validUntil) {}

    private final PayloadSealer sealer;
    private final Clock clock;
    private final TopicView view;
    private final Map<String, InboundChannelChanged> newest = new ConcurrentHashMap<>();
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final Map<String, Door> doors = new ConcurrentHashMap<>();

    Channels(@Identifier("default-kafka-broker") Map<String, Object> kafka, PayloadSealer sealer, Clock clock) {
        this.sealer = sealer;
        this.clock = clock;
        this.view = new TopicView(kafka, Topic.CHANNELS, this::apply);
    }

    void onStart(@Observes StartupEvent event) {
        view.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        view.close();
    }

    boolean complete() {
        return view.complete();
    }

    Duration staleFor() {
        return view.staleFor();
    }

    /** The channel that a token opens. Blocks for up to half a second on a token that is not known yet. */
    public Lookup<Channel> find(String token) {
        String hash = KeyHash.of(token);
        return view.find(() -> behind(hash));
    }

    private @Nullable Channel behind(String tokenHash) {
        Door door = doors.get(tokenHash);
        if (door == null) {
            return null;
        }
        Instant validUntil = door.validUntil();
        boolean open = validUntil == null || clock.instant().isBefore(validUntil);
        return open ? channels.get(door.channelId()) : null;
    }

    /** Called by the view's one thread. */
    private void apply(String channelId, byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        try {
            switch (READER.read(value)) {
                case InboundChannelChanged channel -> apply(channel);
                case TotpUrlEndpointChanged endpoint -> {}
            }
        } catch (MalformedEvent | CannotOpen | JsonProcessingException e) {
            LOGGER.errorf("A channel record could not be read channelId=%s", channelId);
        }
    }

    private void apply(InboundChannelChanged read) throws JsonProcessingException {
        InboundChannelChanged known = newest.get(read.channelId());
        if (known == null || supersedes(read, known)) {
            newest.put(read.channelId(), read);
            replace(known, read);
        }
    }

    /** Records may come twice and out of order; a deletion is final. */
    static boolean supersedes(ChannelChanged read, ChannelChanged known) {
        return known.state() == ChannelChanged.State.ACTIVE
                && (read.state() == ChannelChanged.State.DELETED || read.version() > known.version());
    }

    private void replace(@Nullable InboundChannelChanged before, InboundChannelChanged now)
            throws JsonProcessingException {
        if (now.state() == ChannelChanged.State.DELETED) {
            channels.remove(now.channelId());
        } else {
            channels.put(now.channelId(), opened(now));
        }
        for (ChannelToken token : now.tokens()) {
            doors.put(token.hash(), new Door(now.channelId(), token.validUntil()));
        }
        if (before != null) {
            List<String> kept = now.tokens().stream().map(ChannelToken::hash).toList();
            before.tokens().stream()
                    .map(ChannelToken::hash)
                    .filter(hash -> !kept.contains(hash))
                    .forEach(doors::remove);
        }
    }

    private Channel opened(InboundChannelChanged event) throws JsonProcessingException {
        String secrets = open(event, "secrets", event.secretsSealed());
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
                        event.defaultRegion()));
    }

    private @Nullable String open(InboundChannelChanged event, String field, @Nullable String sealed) {
        return sealed == null
                ? null
                : sealer.open(sealed, new SealedField(event.organizationId(), event.channelId(), field));
    }
}
