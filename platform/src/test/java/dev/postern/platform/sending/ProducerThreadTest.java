package dev.postern.platform.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.platform.worker.BackgroundWork;
import dev.postern.platform.worker.Watched;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ProducerThreadTest {

    @Test
    void isAliveWithoutABrokerAndDeadOnceItEnded() {
        // Given
        try (Producer<String, String> other = producer();
                Producer<String, String> producer = producer()) {
            Watched thread = ProducerThread.watch("publisher", producer.metrics());
            Watched othersThread = ProducerThread.watch("other", other.metrics());
            try {
                assertThat(thread.pulse().name()).isEqualTo("publisher");
                assertThat(thread.pulse().works()).isTrue();

                // When
                producer.close(Duration.ofSeconds(20));

                // Then
                assertThat(thread.pulse().alive()).isFalse();
                assertThat(othersThread.pulse().works()).isTrue();
            } finally {
                BackgroundWork.forget(thread);
                BackgroundWork.forget(othersThread);
            }
        }
    }

    @Test
    void ofWhatHasNoneIsNotWatched() {
        assertThatThrownBy(() -> ProducerThread.watch("publisher", Map.of())).isInstanceOf(IllegalStateException.class);
    }

    private static Producer<String, String> producer() {
        // Nothing listens there.
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:1"), new StringSerializer(), new StringSerializer());
    }
}
