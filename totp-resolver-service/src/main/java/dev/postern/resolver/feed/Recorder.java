package dev.postern.resolver.feed;

import dev.postern.database.NotificationListener;
import dev.postern.database.recording.TopicRecorder;
import dev.postern.database.recording.TopicRecorder.Recording;
import dev.postern.events.Topic;
import dev.postern.platform.access.Organizations;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.worker.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records what the topics tell. One replica does so, so there is one order. */
@ApplicationScoped
class Recorder {
    private static final List<Topic> TOPICS =
            List.of(Topic.CODES_RECEIVED, Topic.MESSAGES_UNPARSED, Topic.CODE_REQUESTS);
    // Followers can wait this long. Events that come meanwhile are recorded together.
    private static final Duration GATHER = Duration.ofMillis(50);
    private static final int MANY = 100;

    private final EventLog log;
    private final Organizations organizations;
    private final Worker worker;

    Recorder(
            DataSource dataSource,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            EventLog log,
            Organizations organizations,
            RecordMac mac) {
        this.log = log;
        this.organizations = organizations;
        TopicRecorder recorder = new TopicRecorder(
                dataSource, kafka, mac, new Recording("events", TOPICS, "code_event_positions", GATHER, this::write));
        this.worker = new Worker("code-event-recorder", "The code-event feed is not being written", recorder::record);
    }

    void onStart(@Observes StartupEvent event) {
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
    }

    /** Writes events and tells their followers. */
    private void write(Connection connection, List<ConsumerRecord<String, byte[]>> records) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Entry entry = Entry.of(entries.size(), record);
            // What was put aside may be sent again long after its organisation was deleted.
            if (entry != null && !organizations.isDeleted(entry.organizationId())) {
                entries.add(entry);
            }
        }
        List<String> organizations = entries.isEmpty() ? List.of() : log.record(connection, entries);
        List<String> told = organizations.size() > MANY ? List.of(FeedListener.EVERYBODY) : organizations;
        for (String organization : told) {
            NotificationListener.notify(connection, FeedListener.CHANNEL, organization);
        }
    }
}
