package dev.postern.platform.topic;

import dev.postern.events.Event;
import dev.postern.events.EventHeaders;
import dev.postern.events.EventJson;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.tracing.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes the events of one service as Kafka records: the value is JSON, the headers are those of {@link EventHeaders}. */
public final class EventRecords {
    private static final byte[] SPEC_VERSION = bytes("1.0");
    private static final byte[] JSON = bytes("application/json");

    private final byte[] source;
    private final @Nullable RecordMac mac;

    /**
     * What the headers say of one event.
     *
     * @param id unique for the event
     * @param type what happened, such as {@code code.received}
     * @param time when it happened
     * @param traceParent the trace in which it happened, as {@link TraceParent} writes it; null when in none
     */
    public record About(
            String id, String type, Instant time, @Nullable String traceParent) {

        /** An event that happens now, as part of the current trace. */
        static About of(Event event) {
            return new About(event.id(), event.type(), event.time(), TraceParent.current());
        }
    }

    /**
     * Records of any topic.
     *
     * @param application the service's name, which becomes the events' source
     * @param mac signs the records of topics whose records are signed
     */
    public EventRecords(String application, RecordMac mac) {
        this(bytes("/" + application), mac);
    }

    /**
     * Records of topics whose records are not signed.
     *
     * @param application the service's name, which becomes the events' source
     */
    public EventRecords(String application) {
        this(bytes("/" + application), null);
    }

    private EventRecords(byte[] source, @Nullable RecordMac mac) {
        this.source = source;
        this.mac = mac;
    }

    /** The record of an event that happens now, as part of the current trace. */
    public ProducerRecord<String, byte[]> of(Event event) {
        return of(event.topic().topicName(), event.key(), EventJson.write(event), About.of(event));
    }

    /** The record of an event that was written as JSON before, for example into an outbox. */
    public ProducerRecord<String, byte[]> of(String topic, String key, byte[] value, About about) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        header(record, EventHeaders.SPEC_VERSION, SPEC_VERSION);
        header(record, EventHeaders.ID, bytes(about.id()));
        header(record, EventHeaders.TYPE, bytes(about.type()));
        header(record, EventHeaders.SOURCE, source);
        header(record, EventHeaders.TIME, bytes(about.time().toString()));
        header(record, EventHeaders.CONTENT_TYPE, JSON);
        String traceParent = about.traceParent();
        if (traceParent != null) {
            header(record, EventHeaders.TRACE_PARENT, bytes(traceParent));
        }
        if (mac != null) {
            mac.sign(record);
        } else if (RecordMac.isSigned(topic)) {
            throw new IllegalArgumentException("Nothing signs the records of " + topic);
        }
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, EventHeaders header, byte[] value) {
        record.headers().add(header.headerName(), value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
