package dev.postern.resolver.feed;

import dev.postern.events.ApiKeyQuotas;
import dev.postern.platform.limit.EventStreams;
import dev.postern.platform.limit.LimitInUse;
import dev.postern.platform.limit.TellsLimits;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells callers how many streams they may have: only this service has any. */
@Singleton
class StreamLimits implements TellsLimits {
    private final EventStreams streams;

    StreamLimits(EventStreams streams) {
        this.streams = streams;
    }

    @Override
    public List<LimitInUse> inUse(String organizationId, String apiKeyId, ApiKeyQuotas own) {
        return List.of(streams.inUse(organizationId, apiKeyId));
    }
}
