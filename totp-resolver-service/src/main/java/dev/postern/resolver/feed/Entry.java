package dev.postern.resolver.feed;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.CodeReceived;
import dev.postern.events.CodeRequestChanged;
import dev.postern.events.EventJson;
import dev.postern.events.EventJson.MalformedEvent;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that is to be recorded.
 *
 * @param ordinal its place among the events that are recorded together
 * @param label what it is counted under; null when it has none, or when the stored row of its code gives it
 */
@JsonNaming(SnakeCaseStrategy.class)
record Entry(
        int ordinal,
        String organizationId,
        String eventId,
        Kind kind,
        @Nullable String label,
        CodeEvent data) {
    private static final EventJson.Reader<CodeReceived> CODES = EventJson.readerFor(CodeReceived.class);
    private static final EventJson.Reader<MessageUnparsed> MESSAGES = EventJson.readerFor(MessageUnparsed.class);
    private static final EventJson.Reader<CodeRequestChanged> CHANGES = EventJson.readerFor(CodeRequestChanged.class);

    /** What a record tells; null when it is no event, which others put aside, or means nothing to followers. */
    static @Nullable Entry of(int ordinal, ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return null;
        }
        try {
            Entry entry = read(ordinal, record.topic(), record.value(), record.key());
            return entry;
        } catch (MalformedEvent e) {
            return null;
        }
    }

    private static @Nullable Entry read(int ordinal, String topic, byte[] value, @Nullable String key) {
        if (topic.equals(Topic.CODES_RECEIVED.topicName())) {
            CodeReceived code = CODES.read(value);
            return code.matchKey().equals(key)
                    ? new Entry(
                            ordinal,
                            code.organizationId(),
                            code.totpCodeId(),
                            Kind.RECEIVED,
                            code.source(),
                            CodeEvent.of(code))
                    : null;
        }
        if (topic.equals(Topic.MESSAGES_UNPARSED.topicName())) {
            MessageUnparsed message = MESSAGES.read(value);
            if (message.part() != null) {
                // Followers are told the whole.
                return null;
            }
            return new Entry(
                    ordinal,
                    message.organizationId(),
                    message.totpCodeId(),
                    Kind.UNPARSED,
                    message.reason(),
                    CodeEvent.of(message));
        }
        CodeRequestChanged change = CHANGES.read(value);
        Kind kind = Kind.of(change);
        return kind == null
                ? null
                : new Entry(ordinal, change.organizationId(), change.eventId(), kind, null, CodeEvent.of(kind, change));
    }
}
