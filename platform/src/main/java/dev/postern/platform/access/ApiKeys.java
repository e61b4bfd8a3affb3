package dev.postern.platform.access;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.Topic;
import dev.postern.platform.topic.Lookup;
import dev.postern.platform.topic.TopicTable;
import dev.postern.platform.topic.TopicTables;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Every API key, by its hash, as its compacted topic says. */
@ApplicationScoped
@Startup // A replica is not ready before it has read them.
class ApiKeys implements KnownKeys {
    private final TopicTable<ApiKeyChanged> table;

    ApiKeys(TopicTables tables) {
        this.table = tables.read("api-keys", Topic.API_KEYS, ApiKeyChanged.class, key -> key);
    }

    @Override
    public Duration staleFor() {
        return table.staleFor();
    }

    @Override
    public Lookup<ApiKeyChanged> find(String keyHash) {
        return table.find(keyHash);
    }
}
