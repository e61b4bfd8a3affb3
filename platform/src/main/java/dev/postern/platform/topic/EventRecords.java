package dev.postern.platform.topic;

import dev.postern.events.Event;
import dev.postern.events.EventHeaders;
import dev.postern.events.EventJson;
import dev.postern.platform.tracing.TraceParent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The form of an event on its topic, as part of the trace of what happens now. */
public final class EventRecords {
    private static final byte[] SPEC_VERSION = bytes("1.0");
    private static final byte[] JSON = bytes("application/json");

    private final byte[] source;

    /** The events of one service, by its name. */
    public EventRecords(String application) {
        this.source = bytes("/" + application);
    }

    /** What is sent for an event. */
    public ProducerRecord<String, byte[]> of(Event event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(event.topic().topicName(), event.key(), EventJson.write(event));
        header(record, EventHeaders.SPEC_VERSION, SPEC_VERSION);
        header(record, EventHeaders.ID, bytes(event.id()));
        header(record, EventHeaders.TYPE, bytes(event.type()));
        header(record, EventHeaders.SOURCE, source);
        header(record, EventHeaders.TIME, bytes(event.time().toString()));
        header(record, EventHeaders.CONTENT_TYPE, JSON);
        String traceParent = TraceParent.current();
        if (traceParent != null) {
            header(record, EventHeaders.TRACE_PARENT, bytes(traceParent));
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
