package dev.postern.resolver.answering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.events.ChannelChanged;
import dev.postern.events.InboundChannelChanged;
import dev.postern.events.Topic;
import dev.postern.events.TotpUrlEndpointChanged;
import dev.postern.events.TotpUrlSettings;
import dev.postern.platform.access.Grant;
import dev.postern.platform.access.Grants;
import dev.postern.platform.access.KnownCaller;
import dev.postern.platform.access.Organizations;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every endpoint for {@code totp_url}, by its id, as the compacted topic of channels says. */
@ApplicationScoped
@Startup // A replica is not ready before it has read them.
class Endpoints {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PayloadSealer sealer;
    private final Grants grants;
    private final Organizations organizations;
    private final Clock clock;
    private final TopicTable<Endpoint> table;

    Endpoints(TopicTables tables, PayloadSealer sealer, Grants grants, Organizations organizations, Clock clock) {
        this.organizations = organizations;
        this.sealer = sealer;
        this.grants = grants;
        this.clock = clock;
        this.table = tables.read("totp-url-endpoints", Topic.CHANNELS, ChannelChanged.class, this::opened);
        table.onChange(grants::changed);
    }

    /**
     * The endpoint, if one of its keys signed the body. An unknown id and a wrong signature get one answer, found in
     * one way: a caller without a key cannot learn which endpoints exist. Blocks for up to half a second before that
     * answer, since the endpoint or its key may have been published just now.
     */
    Lookup<Endpoint> find(String endpointId, byte[] body, SkyvernSignature signature) {
        return table.find(
                endpointId,
                endpoint ->
                        isOpen(endpoint) && signature.isOf(body, endpoint.keysAt(clock.instant())) ? endpoint : null);
    }

    /** The endpoint, before it is known whether one of its keys signed. Blocks like the search with a signature. */
    Lookup<Endpoint> find(String endpointId) {
        return table.find(endpointId, endpoint -> isOpen(endpoint) ? endpoint : null);
    }

    /** Whose endpoint has an id, also where its organisation is disabled or deleted, without waiting. It opens nothing. */
    Optional<KnownCaller> shown(String endpointId) {
        return Optional.ofNullable(table.now(endpointId)).map(endpoint -> {
            String organizationId = endpoint.organizationId();
            return new KnownCaller(endpointId, organizationId, KnownCaller.Standing.of(organizationId, organizations));
        });
    }

    /** An endpoint of an organisation that is disabled or deleted is as if it were deleted. */
    private boolean isOpen(Endpoint endpoint) {
        return organizations.isOpen(endpoint.caller().organizationId());
    }

    /**
     * The right to the answer to a body that was found to be signed. It ends when the endpoint is deleted, serves something
     * else, or no longer has the key that signed.
     */
    Grant grant(Endpoint endpoint, byte[] body, SkyvernSignature signature) {
        return grants.grant(endpoint.endpointId(), endpoint.caller(), () -> {
            Endpoint now = table.now(endpoint.endpointId());
            Instant instant = clock.instant();
            if (now == null || !now.serves(endpoint) || !signature.isOf(body, now.keysAt(instant))) {
                throw notSigned();
            }
            Instant end = now.previousKeyValidUntil();
            return end != null && end.isAfter(instant) ? end : null;
        });
    }

    /** The answer to an unknown endpoint and to a wrong signature. */
    static Problem notSigned() {
        return Problem.of(ProblemType.FORBIDDEN, "There is no such endpoint, or none of its keys signed this");
    }

    /** Null for an endpoint that has nothing to answer with, and for a channel that providers post to. */
    private @Nullable Endpoint opened(ChannelChanged event) throws JsonProcessingException {
        return switch (event) {
            case TotpUrlEndpointChanged endpoint -> opened(endpoint);
            case InboundChannelChanged _ -> null;
        };
    }

    private @Nullable Endpoint opened(TotpUrlEndpointChanged event) throws JsonProcessingException {
        TotpUrlSettings settings = event.totpUrl();
        String sealedKeys = event.secretsSealed();
        if (event.isFinal() || settings == null || sealedKeys == null) {
            return null;
        }
        String identifier = event.identifierSealed();
        return new Endpoint(
                event.channelId(),
                event.organizationId(),
                JSON.readValue(open(event, "secrets", sealedKeys), new TypeReference<List<String>>() {}),
                settings.previousKeyValidUntil(),
                identifier == null ? null : open(event, "identifier", identifier),
                settings.credentialId(),
                settings.otpType(),
                Duration.ofSeconds(settings.holdSeconds()),
                settings.allowWithoutRun());
    }

    private String open(TotpUrlEndpointChanged event, String field, String sealed) {
        return sealer.open(sealed, new SealedField(event.organizationId(), event.channelId(), field));
    }
}
