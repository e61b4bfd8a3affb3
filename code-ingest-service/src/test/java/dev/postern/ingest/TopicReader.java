package dev.postern.ingest;

import dev.postern.events.EventHeaders;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the topics of the broker under test. */
public final class TopicReader {

    private TopicReader() {}

    /** The record of this event; it must be there already. */
    static ConsumerRecord<String, byte[]> find(Topic topic, String eventId) {
        return all(topic).stream()
                .filter(record -> TopicContent.header(record, EventHeaders.ID).equals(eventId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The event is not on the topic"));
    }

    /** Everything that is there now. */
    public static List<ConsumerRecord<String, byte[]>> all(Topic topic) {
        return TopicContent.of(Keys.bootstrapServers(), topic);
    }
}
