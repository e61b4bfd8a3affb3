package dev.postern.platform.topic;

import dev.postern.events.Event;
import dev.postern.platform.problem.FailureTrace;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Publishes events whose loss nobody would notice, from requests that must not wait for them. Has a producer of its own, so
 * that these never fill the buffer of those that matter.
 */
@ApplicationScoped
@Startup // No request waits while the producer is made.
public class UnawaitedEvents {
    private static final Logger LOGGER = Logger.getLogger(UnawaitedEvents.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);
    private static final long BUFFER_BYTES = 1024L * 1024;

    private final Producer<String, byte[]> producer;
    private final EventRecords records;
    private final AtomicBoolean acknowledging = new AtomicBoolean(true);

    @Inject
    UnawaitedEvents(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this(new KafkaProducer<>(settings(kafka), new StringSerializer(), new ByteArraySerializer()), application);
    }

    /** Over a producer that is there, which is closed with this. */
    public UnawaitedEvents(Producer<String, byte[]> producer, String application) {
        this.producer = producer;
        this.records = new EventRecords(application);
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        return settings;
    }

    @PreDestroy
    void close() {
        producer.close(CLOSE_WAIT);
    }

    /**
     * Sends an event, as part of the trace of what happens now, and returns at once. Never fails.
     *
     * @param lost is run, on another thread, when the broker has not taken the event
     */
    public void send(Event event, Runnable lost) {
        ProducerRecord<String, byte[]> record = records.of(event);
        // A producer blocks while it does not know the topic yet or its buffer is full.
        Thread.startVirtualThread(() -> send(record, lost));
    }

    private void send(ProducerRecord<String, byte[]> record, Runnable lost) {
        try {
            var _ = producer.send(record, (_, failure) -> {
                if (failure == null) {
                    acknowledging.set(true);
                } else {
                    lose(record, lost, failure);
                }
            });
        } catch (RuntimeException e) {
            lose(record, lost, e);
        }
    }

    private void lose(ProducerRecord<String, byte[]> record, Runnable lost, Exception failure) {
        // Once, not for each.
        if (acknowledging.compareAndSet(true, false)) {
            LOGGER.warnf(
                    "What nobody waits for is not being published topic=%s problem=%s",
                    record.topic(), FailureTrace.of(failure));
        }
        lost.run();
    }
}
