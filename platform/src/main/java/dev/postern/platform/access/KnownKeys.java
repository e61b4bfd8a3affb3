package dev.postern.platform.access;

import dev.postern.events.ApiKeyChanged;
import dev.postern.platform.topic.Lookup;
import java.time.Duration;

/** The API keys that this replica knows. */
interface KnownKeys {

    /** A key by its hash; it may be revoked or expired. */
    Lookup<ApiKeyChanged> find(String keyHash);

    /** How long ago the broker last confirmed that every key is known. */
    Duration staleFor();
}
