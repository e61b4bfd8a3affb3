package dev.postern.credential;

import dev.postern.events.Topic;
import dev.postern.platform.topic.TopicsInUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** The topics this service writes; of API keys, their uses, organisations, the audit and payload keys it is a reader too. */
@ApplicationScoped
class TopicsProducer {

    @Produces
    @Singleton
    TopicsInUse topicsInUse() {
        return new TopicsInUse(Set.of(
                Topic.API_KEYS,
                Topic.ORGANIZATIONS,
                Topic.API_KEY_USES,
                Topic.CREDENTIALS,
                Topic.CHANNELS,
                Topic.AUDIT,
                Topic.AUDIT_HEADS,
                Topic.PAYLOAD_KEYS));
    }
}
