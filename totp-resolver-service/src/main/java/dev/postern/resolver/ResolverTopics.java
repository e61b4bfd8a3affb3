package dev.postern.resolver;

import dev.postern.events.Topic;
import dev.postern.platform.topic.TopicsInUse;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** What the resolver reads and writes. */
class ResolverTopics {

    @Produces
    @Singleton
    TopicsInUse topics() {
        return new TopicsInUse(Set.of(
                Topic.CODES_RECEIVED,
                Topic.CODES_RECEIVED_DEAD_LETTERS,
                Topic.MESSAGES_UNPARSED,
                Topic.MESSAGES_UNPARSED_DEAD_LETTERS,
                Topic.CODE_REQUESTS,
                Topic.API_KEYS,
                Topic.ORGANIZATIONS,
                Topic.API_KEY_USES,
                Topic.CHANNELS,
                Topic.CHANNEL_POSTS,
                Topic.AUDIT,
                Topic.PAYLOAD_KEYS));
    }
}
