package dev.postern.platform.tracing;

import dev.postern.events.EventHeaders;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The span of processing one event, in the trace in which it was published. Its attributes follow OpenTelemetry's semantic
 * conventions for messaging, without the record's key and value.
 */
public final class EventSpan {
    private final Tracer tracer;

    private EventSpan(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Processes an event. */
    public interface Taking {
        void take(EventSpan span) throws InterruptedException;
    }

    /** Processes an event within a span. A failure marks the span and is thrown on. */
    public static void of(ConsumerRecord<?, ?> record, Tracer tracer, Taking taking) throws InterruptedException {
        Span span = tracer.spanBuilder("process " + record.topic())
                .setParent(TraceParent.context(header(record, EventHeaders.TRACE_PARENT)))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", record.topic())
                .setAttribute("messaging.destination.partition.id", Integer.toString(record.partition()))
                .setAttribute("messaging.kafka.offset", record.offset())
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
            taking.take(new EventSpan(tracer));
        } catch (RuntimeException e) {
            // The class without the message, which may quote what it was given.
            span.setAttribute("error.type", e.getClass().getName());
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    /** Adds a span that says that a waiting request has its answer. */
    public void delivered(String codeRequestId) {
        tracer.spanBuilder("deliver")
                .setAttribute("postern.code_request_id", codeRequestId)
                .startSpan()
                .end();
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, EventHeaders name) {
        Header header = record.headers().lastHeader(name.headerName());
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
