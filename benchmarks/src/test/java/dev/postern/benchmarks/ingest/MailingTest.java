package dev.postern.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.process.Ports;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailingTest {
    @Test
    void aBareMailServerTakesMailsOf16KibibytesFromSeveralConnections() throws Exception {
        // Given
        Messages messages = new Messages();
        int port = Ports.free().ingestSmtp();
        try (BareMail _ = BareMail.start(port, List.of("-XX:TieredStopAtLevel=1"))) {
            List<Sending> connections = Load.connections(3, () -> Mailing.to(port, messages));
            // When
            double rate = new Load().run(connections, Duration.ofMillis(200));
            // Then
            assertThat(rate).isPositive();
            assertThat(messages.mail(1).length()).isBetween(15 * 1024, 18 * 1024);
        }
    }
}
