package dev.postern.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAnswersTest {

    @Test
    void aBrokerAnswers(@TempDir Path folder) {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, 0);
                KafkaAnswers answers = new KafkaAnswers(kafka.bootstrapServers())) {
            assertThat(answers.now()).isTrue();
        }
    }

    @Test
    void whatTakesConnectionsAndSaysNothingDoesNot() throws Exception {
        try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                KafkaAnswers answers = new KafkaAnswers("127.0.0.1:" + hung.getLocalPort())) {
            assertThat(answers.now()).isFalse();
        }
    }
}
