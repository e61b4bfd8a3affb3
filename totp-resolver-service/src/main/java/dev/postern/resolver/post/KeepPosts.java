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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jboss.logging.Logger;

/**
 * Stores what the topic tells of posts. A consumer group reads it and commits what was stored. While the database is away, reading
 * begins again at the last commit.
 */
@ApplicationScoped
class KeepPosts {
    private static final Logger LOGGER = Logger.getLogger(KeepPosts.class);
    private static final String GROUP = "totp-resolver-service-channel-posts";
    private static final Duration POLL = Duration.ofSeconds(1);
    // A post that failed would have come again by then.
    private static final int QUIET_POLLS = 20;

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
        try (KafkaConsumer<String, byte[]> consumer = TopicConsumers.member(kafka, GROUP)) {
            self.wakesBy(consumer::wakeup);
            consumer.subscribe(List.of(Topic.CHANNEL_POSTS.topicName()));
            int quiet = 0;
            while (self.goesOn()) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                records.forEach(this::take);
                if (!records.isEmpty()) {
                    consumer.commitSync();
                    self.works();
                } else if (++quiet == QUIET_POLLS) {
                    self.works();
                }
            }
        }
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
