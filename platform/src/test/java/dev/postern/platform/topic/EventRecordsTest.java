package dev.postern.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.ApiKeyUsed;
import dev.postern.events.Event;
import dev.postern.events.EventHeaders;
import dev.postern.events.EventJson;
import dev.postern.platform.topic.EventRecords.About;
import dev.postern.platform.topic.Log.Said;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventRecordsTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private final EventRecords records = new EventRecords("some-service", Broker.MAC);

    static Stream<Event> events() {
        return Stream.of(
                new Said("red", 3, true).event(),
                new ApiKeyUsed("e_1", "ak_1", "o_1", Instant.parse("2026-03-01T09:00:00Z")),
                new ApiKeyUsed("e_ü", "ak_ü", null, Instant.EPOCH));
    }

    @ParameterizedTest
    @MethodSource("events")
    void aRecordSaysWhatItsEventSays(Event event) {
        // When
        ProducerRecord<String, byte[]> record = records.of(event);
        // Then
        assertThat(record.topic()).isEqualTo(event.topic().topicName());
        assertThat(record.key()).isEqualTo(event.key());
        assertThat(record.value()).isEqualTo(EventJson.write(event));
        assertThat(headers(record))
                .containsOnlyKeys(Arrays.stream(EventHeaders.values())
                        .filter(header -> header.always()
                                || (header == EventHeaders.MAC && event.topic().signed()))
                        .map(EventHeaders::headerName)
                        .toList())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", event.id())
                .containsEntry("ce_type", event.type())
                .containsEntry("ce_source", "/some-service")
                .containsEntry("ce_time", event.time().toString())
                .containsEntry("content-type", "application/json");
    }

    /** As the outbox does it: written in one transaction, sent later and outside of the trace. */
    @ParameterizedTest
    @MethodSource("events")
    void aStoredEventBecomesTheRecordItWouldHaveBeen(Event event) {
        // Given
        ProducerRecord<String, byte[]> atOnce;
        About about;
        try (Scope _ = inTrace().makeCurrent()) {
            atOnce = records.of(event);
            about = About.of(event);
        }
        // When
        ProducerRecord<String, byte[]> later =
                records.of(event.topic().topicName(), event.key(), EventJson.write(event), about);
        // Then
        assertThat(headers(later)).isEqualTo(headers(atOnce));
        assertThat(later.key()).isEqualTo(atOnce.key());
        assertThat(later.value()).isEqualTo(atOnce.value());
    }

    @Test
    void aRecordNamesTheTraceInWhichItWasPublished() {
        // When
        ProducerRecord<String, byte[]> record;
        try (Scope _ = inTrace().makeCurrent()) {
            record = records.of(new Said("red", 1, false).event());
        }
        // Then
        assertThat(headers(record)).containsEntry("traceparent", "00-" + TRACE + "-" + SPAN + "-01");
    }

    private static Span inTrace() {
        return Span.wrap(SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault()));
    }

    private static Map<String, String> headers(ProducerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
