package dev.postern.ingest;

import dev.postern.events.Topic;
import dev.postern.platform.topic.TopicsInUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** The topics that this service writes, and the topics of API keys, organisations and channels, which it reads. */
@ApplicationScoped
class IngestTopics {

    @Produces
    @Singleton
    TopicsInUse topicsInUse() {
        return new TopicsInUse(Set.of(
                Topic.CODES_RECEIVED,
                Topic.MESSAGES_UNPARSED,
                Topic.API_KEYS,
                Topic.ORGANIZATIONS,
                Topic.API_KEY_USES,
                Topic.AUDIT,
                Topic.CHANNELS,
                Topic.CHANNEL_POSTS,
                Topic.PAYLOAD_KEYS));
    }
}
