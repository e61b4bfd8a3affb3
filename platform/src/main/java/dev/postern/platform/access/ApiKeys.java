package dev.postern.platform.access;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.Topic;
import dev.postern.platform.topic.Lookup;
import dev.postern.platform.topic.TopicTable;
import dev.postern.platform.topic.TopicTables;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** All API keys by their hash, read from their compacted topic. */
@ApplicationScoped
@Startup // A replica is ready once it has read them.
class ApiKeys implements KnownKeys {
    private final TopicTable<ApiKeyChanged> table;

    ApiKeys(TopicTables tables, Grants grants, OrganizationTable organizations) {
        this.table = tables.read("api-keys", Topic.API_KEYS, ApiKeyChanged.class, key -> key);
        table.onChange(grants::changed);
        organizations.onChange(grants::organizationChanged);
    }

    @Override
    public Duration staleFor() {
        return table.staleFor();
    }

    @Override
    public Lookup<ApiKeyChanged> find(String keyHash) {
        return table.find(keyHash);
    }

    @Override
    public @Nullable ApiKeyChanged now(String keyHash) {
        return table.now(keyHash);
    }
}
