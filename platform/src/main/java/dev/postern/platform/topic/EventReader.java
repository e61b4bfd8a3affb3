package dev.postern.platform.topic;

import dev.postern.events.Event;
import dev.postern.events.EventJson;
import dev.postern.events.EventJson.MalformedEvent;
import dev.postern.platform.topic.UnusableEvent.Reason;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the events of one type from their records. Safe for use by many threads. */
public final class EventReader<E extends Event> {
    private final EventJson.Reader<E> reader;

    /** @param type the events of the topic */
    public EventReader(Class<E> type) {
        this.reader = EventJson.readerFor(type);
    }

    /**
     * The event of a record.
     *
     * @throws UnusableEvent when the value is empty or no such event, or the event belongs under another key
     */
    public E read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            throw new UnusableEvent(Reason.EMPTY_VALUE);
        }
        E event;
        try {
            event = reader.read(record.value());
        } catch (MalformedEvent e) {
            throw new UnusableEvent(Reason.MALFORMED_EVENT);
        }
        if (!event.key().equals(record.key())) {
            throw new UnusableEvent(Reason.WRONG_KEY);
        }
        return event;
    }
}
