package dev.postern.credential;

import dev.postern.events.ChannelChanged;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import io.quarkus.arc.Arc;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is on the topic of channels and endpoints, read as its consumers do. */
public final class ChannelRecords {
    private static final EventJson.Reader<ChannelChanged> READER = EventJson.readerFor(ChannelChanged.class);

    private ChannelRecords() {}

    /** The values of all records of a channel or endpoint. */
    public static List<byte[]> of(String bootstrapServers, String id) {
        return values(bootstrapServers, Topic.CHANNELS).stream()
                .filter(value -> READER.read(value).channelId().equals(id))
                .toList();
    }

    /** The values of all records of a topic. */
    public static List<byte[]> values(String bootstrapServers, Topic topic) {
        return TopicContent.of(bootstrapServers, topic).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    public static <E extends ChannelChanged> E read(Class<E> type, byte[] value) {
        return type.cast(READER.read(value));
    }

    /** A sealed field in plain. */
    public static String open(ChannelChanged event, String field, String sealed) {
        return Arc.container()
                .instance(PayloadSealer.class)
                .get()
                .open(sealed, new SealedField(event.organizationId(), event.channelId(), field));
    }
}
