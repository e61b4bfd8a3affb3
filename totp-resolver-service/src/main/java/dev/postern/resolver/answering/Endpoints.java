package dev.postern.resolver.answering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.events.ChannelChanged;
import dev.postern.events.EventJson;
import dev.postern.events.EventJson.MalformedEvent;
import dev.postern.events.InboundChannelChanged;
import dev.postern.events.Topic;
import dev.postern.events.TotpUrlEndpointChanged;
import dev.postern.events.TotpUrlSettings;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every endpoint there is, by its id, as the compacted topic of channels tells. */
@ApplicationScoped
class Endpoints {
    private static final Logger LOGGER = Logger.getLogger(Endpoints.class);
    private static final EventJson.Reader<ChannelChanged> READER = EventJson.readerFor(ChannelChanged.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PayloadSealer sealer;
    private final Clock clock;
    private final TopicView view;
    private final Map<String, TotpUrlEndpointChanged> newest = new ConcurrentHashMap<>();
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    Endpoints(@Identifier("default-kafka-broker") Map<String, Object> kafka, PayloadSealer sealer, Clock clock) {
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

    /**
     * The endpoint, if one of its keys signed the body. An id that nobody has and a signature that no key made are one answer,
     * found in one way: whoever does not hold a key cannot learn which endpoints there are. Blocks for up to half a second
     * before that answer, since the endpoint or its key may have come just now.
     */
    Lookup<Endpoint> find(String endpointId, byte[] body, SkyvernSignature signature) {
        return view.find(() -> {
            Endpoint endpoint = endpoints.get(endpointId);
            return endpoint != null && signature.isOf(body, endpoint.keysAt(clock.instant())) ? endpoint : null;
        });
    }

    /** Called by the view's one thread. */
    private void apply(String channelId, byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        try {
            switch (READER.read(value)) {
                case TotpUrlEndpointChanged endpoint -> apply(endpoint);
                case InboundChannelChanged channel -> {}
            }
        } catch (MalformedEvent | CannotOpen | JsonProcessingException e) {
            // Its keys may be those that this record was to end.
            endpoints.remove(channelId);
            LOGGER.errorf("A channel record could not be read channelId=%s", channelId);
        }
    }

    private void apply(TotpUrlEndpointChanged read) throws JsonProcessingException {
        if (supersedes(read, newest.get(read.channelId()))) {
            newest.put(read.channelId(), read);
            replace(read);
        }
    }

    /** Records may come twice and out of order; a deletion is final. */
    static boolean supersedes(ChannelChanged read, @Nullable ChannelChanged known) {
        return known == null
                || (known.state() == ChannelChanged.State.ACTIVE
                        && (read.state() == ChannelChanged.State.DELETED || read.version() > known.version()));
    }

    private void replace(TotpUrlEndpointChanged event) throws JsonProcessingException {
        TotpUrlSettings settings = event.totpUrl();
        String keys = open(event, "secrets", event.secretsSealed());
        if (event.state() == ChannelChanged.State.DELETED || settings == null || keys == null) {
            endpoints.remove(event.channelId());
            return;
        }
        endpoints.put(
                event.channelId(),
                new Endpoint(
                        event.channelId(),
                        event.organizationId(),
                        JSON.readValue(keys, new TypeReference<List<String>>() {}),
                        settings.previousKeyValidUntil(),
                        open(event, "identifier", event.identifierSealed()),
                        settings.credentialId(),
                        settings.otpType(),
                        Duration.ofSeconds(settings.holdSeconds()),
                        settings.allowWithoutRun()));
    }

    private @Nullable String open(TotpUrlEndpointChanged event, String field, @Nullable String sealed) {
        return sealed == null
                ? null
                : sealer.open(sealed, new SealedField(event.organizationId(), event.channelId(), field));
    }
}
