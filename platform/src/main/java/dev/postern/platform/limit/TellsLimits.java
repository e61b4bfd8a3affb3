package dev.postern.platform.limit;

import dev.postern.events.ApiKeyQuotas;
import java.util.List;

/** Has limits that callers may ask about. Every bean of this type is asked by {@code GET /v1/limits}. */
public interface TellsLimits {

    /**
     * How the organisation and one of its keys stand now. Runs on a virtual thread and may ask the database.
     *
     * @param own the key's quotas
     */
    List<LimitInUse> inUse(String organizationId, String apiKeyId, ApiKeyQuotas own);
}
