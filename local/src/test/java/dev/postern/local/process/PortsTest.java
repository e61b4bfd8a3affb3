package dev.postern.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void areTheUsualOnesUnlessAVariableSaysOtherwise() {
        Ports ports = Ports.ofEnvironment(Map.of("POSTERN_KAFKA_PORT", "19092", "POSTERN_GATEWAY_PORT", ""));

        assertThat(ports.gateway()).isEqualTo(8080);
        assertThat(ports.kafka()).isEqualTo(19092);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http"})
    void refusesWhatIsNoPort(String value) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> Ports.ofEnvironment(Map.of("POSTERN_POSTGRES_PORT", value)))
                .withMessageContaining("POSTERN_POSTGRES_PORT");
    }

    @Test
    void nameThePortThatIsInUseItsPurposeAndTheSettingThatChangesIt() throws IOException {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            Ports ports = new Ports(
                    FreePort.find(),
                    FreePort.find(),
                    FreePort.find(),
                    FreePort.find(),
                    FreePort.find(),
                    FreePort.find(),
                    FreePort.find(),
                    FreePort.find(),
                    FreePort.find(),
                    FreePort.find(),
                    port,
                    FreePort.find(),
                    FreePort.find());

            // When
            String sentence = ports.busy().orElseThrow();

            // Then
            assertThat(sentence)
                    .contains("Port " + port + " is in use")
                    .contains("for Kafka")
                    .contains("POSTERN_KAFKA_PORT");
        }
    }

    @Test
    void areFreeWhenNothingListens() {
        assertThat(Ports.free().busy()).isEmpty();
    }

    @Test
    void areNeverGivenTwice() {
        assertThat(IntStream.range(0, 200).map(_ -> FreePort.find()).boxed()).doesNotHaveDuplicates();
    }
}
