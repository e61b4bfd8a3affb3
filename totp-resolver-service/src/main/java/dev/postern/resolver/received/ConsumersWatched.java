package dev.postern.resolver.received;

import dev.postern.platform.worker.BackgroundWork;
import dev.postern.platform.worker.Pulse;
import dev.postern.platform.worker.Watched;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Watches the consumers that the messaging extension runs. A consumer polls without end, also while its records wait; one that
 * does not poll has lost its thread. The extension's own health check is off: it counts a broker that is away as a reason to
 * restart.
 */
@ApplicationScoped
class ConsumersWatched {
    /** Kafka's name of the seconds since the last poll, -1 before the first. */
    static final String LAST_POLL = "last-poll-seconds-ago";

    private final KafkaConnector connector;
    private List<Watched> watched = List.of();

    ConsumersWatched(@Connector(KafkaConnector.CONNECTOR_NAME) KafkaConnector connector) {
        this.connector = connector;
    }

    void onStart(@Observes StartupEvent event) {
        watched = connector.getConsumerChannels().stream()
                .map(channel -> (Watched) () -> pulse(channel))
                .toList();
        watched.forEach(BackgroundWork::watch);
    }

    void onStop(@Observes ShutdownEvent event) {
        watched.forEach(BackgroundWork::forget);
    }

    private Pulse pulse(String channel) {
        return pulse(
                channel,
                connector.getConsumers(channel).stream()
                        .flatMap(consumer -> consumer.unwrap().metrics().values().stream()));
    }

    /** Silent for as long as the consumer that polled longest ago. */
    static Pulse pulse(String channel, Stream<? extends Metric> metrics) {
        double seconds = metrics.filter(metric -> metric.metricName().name().equals(LAST_POLL))
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
                .max()
                .orElse(0);
        return new Pulse("consumer-" + channel, true, Duration.ofSeconds((long) Math.max(0, seconds)), Duration.ZERO);
    }
}
