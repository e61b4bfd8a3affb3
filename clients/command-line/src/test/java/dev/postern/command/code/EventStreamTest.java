package dev.postern.command.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    @Test
    void givesEachEventWithItsIdAndItsLinesOfData() throws Exception {
        // Given
        EventStream events = of(":hello\n\nid: 7\nevent: received\ndata: a\ndata:b\nretry: 5\n\r\nid:8\n\ndata: half");

        // Then
        assertThat(events.next()).isEqualTo(new EventStream.Event("7", "received", "a\nb"));
        assertThat(events.next()).isEqualTo(new EventStream.Event("8", "message", ""));
        assertThat(events.next()).as("an event that broke off").isNull();
    }

    private static EventStream of(String text) {
        return new EventStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
