package dev.postern.credential.published;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.ChannelChanged;
import dev.postern.events.OrganizationChanged;
import dev.postern.events.Topic;
import dev.postern.platform.topic.TopicTable;
import dev.postern.platform.topic.TopicTables;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The versions that the topics of published rows say, as every reader of them sees it. */
@ApplicationScoped
@Startup // Read with the other tables of the service.
class OnTopics {
    private final Map<Topic, TopicTable<Long>> versions;

    OnTopics(TopicTables tables) {
        versions = Map.of(
                Topic.ORGANIZATIONS,
                tables.read(
                        "published-organizations",
                        Topic.ORGANIZATIONS,
                        OrganizationChanged.class,
                        OrganizationChanged::version),
                Topic.API_KEYS,
                tables.read("published-keys", Topic.API_KEYS, ApiKeyChanged.class, ApiKeyChanged::version),
                Topic.CHANNELS,
                tables.read("published-channels", Topic.CHANNELS, ChannelChanged.class, ChannelChanged::version));
    }

    /** Whether all were read to their end once. */
    boolean areRead() {
        return versions.values().stream().allMatch(TopicTable::isComplete);
    }

    /** The version that the topic says of a record key; null when it says none. */
    @Nullable Long version(Topic topic, String recordKey) {
        TopicTable<Long> table = versions.get(topic);
        return table == null ? null : table.now(recordKey);
    }
}
