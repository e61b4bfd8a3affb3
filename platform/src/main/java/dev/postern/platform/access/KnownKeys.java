package dev.postern.platform.access;

import dev.postern.events.ApiKeyChanged;
import dev.postern.platform.topic.Lookup;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The API keys that this replica knows. */
interface KnownKeys {

    /** A key by its hash; it may be revoked or expired. */
    Lookup<ApiKeyChanged> find(String keyHash);

    /** What is known of a key now, without waiting; null when nothing is. */
    @Nullable ApiKeyChanged now(String keyHash);

    /** How long ago the broker last confirmed that every key is known. */
    Duration staleFor();
}
