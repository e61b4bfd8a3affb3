package dev.postern.resolver.received;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.worker.Pulse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class ConsumersWatchedTest {

    private record Seconds(MetricName metricName, Object metricValue) implements Metric {}

    @Test
    void isSilentForAsLongAsTheConsumerThatPolledLongestAgo() {
        // When
        Pulse pulse = ConsumersWatched.pulse(
                "codes-received",
                Stream.of(
                        seconds(ConsumersWatched.LAST_POLL, 3),
                        seconds("other", 99),
                        seconds(ConsumersWatched.LAST_POLL, 31)));
        // Then
        assertThat(pulse.name()).isEqualTo("consumer-codes-received");
        assertThat(pulse.silent()).isEqualTo(Duration.ofSeconds(31));
        assertThat(pulse.works()).isFalse();
    }

    @Test
    void isInNoTroubleBeforeItsFirstPoll() {
        assertThat(ConsumersWatched.pulse("codes-received", Stream.of(seconds(ConsumersWatched.LAST_POLL, -1)))
                        .works())
                .isTrue();
        assertThat(ConsumersWatched.pulse("codes-received", Stream.<Metric>empty())
                        .works())
                .isTrue();
    }

    @Test
    void readsAMetricThatTheClientHas() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1"),
                new StringDeserializer(),
                new StringDeserializer())) {
            assertThat(consumer.metrics().keySet()).extracting(MetricName::name).contains(ConsumersWatched.LAST_POLL);
        }
    }

    private static Seconds seconds(String name, double value) {
        return new Seconds(new MetricName(name, "consumer-metrics", "", Map.of()), value);
    }
}
