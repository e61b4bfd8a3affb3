package dev.postern.resolver.post;

import dev.postern.database.StatementRefused;
import dev.postern.events.ChannelPosted;
import dev.postern.events.Topic;
import dev.postern.platform.topic.EventReader;
import dev.postern.platform.topic.TopicConsumers;
import dev.postern.platform.topic.UnusableEvent;
import dev.postern.platform.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Stores what the topic tells of posts. A consumer group reads it and commits what was stored. While the database is away, reading
 * begins again at the last commit.
 */
@ApplicationScoped
class KeepPosts {
    private static final Logger LOGGER = Logger.getLogger(KeepPosts.class);
    private static final String GROUP = "totp-resolver-service-channel-posts";

    private final EventReader<ChannelPosted> reader = new EventReader<>(ChannelPosted.class);
    private final Worker worker = new Worker("channel-posts", "Posts to channels are not being stored", this::read);
    private final Map<String, Object> kafka;
    private final StoredPosts stored;

    KeepPosts(@Identifier("default-kafka-broker") Map<String, Object> kafka, StoredPosts stored) {
        this.kafka = kafka;
        this.stored = stored;
    }

    void onStart(@Observes StartupEvent event) {
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
    }

    private void read(Worker self) throws InterruptedException {
        TopicConsumers.takeEach(kafka, GROUP, Topic.CHANNEL_POSTS, self, this::take);
    }

    /** What cannot be read, or what the database refuses each time, is left out: the events behind it must not wait. */
    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            stored.store(reader.read(record));
        } catch (UnusableEvent | StatementRefused e) {
            LOGGER.errorf("A post to a channel could not be stored topic=%s", record.topic());
        }
    }
}
