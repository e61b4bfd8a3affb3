package dev.postern.ingest.message;

import dev.postern.events.ApiKeyQuotas;
import dev.postern.platform.limit.LimitInUse;
import dev.postern.platform.limit.StoredBytes;
import dev.postern.platform.limit.TellsLimits;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells callers how much they may have stored: only this service takes messages in. */
@Singleton
class MessageLimits implements TellsLimits {
    private final StoredBytes stored;

    MessageLimits(StoredBytes stored) {
        this.stored = stored;
    }

    @Override
    public List<LimitInUse> inUse(String organizationId, String apiKeyId, ApiKeyQuotas own) {
        return List.of(stored.inUse(organizationId, apiKeyId));
    }
}
