package dev.postern.platform.topic;

import dev.postern.events.Event;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.platform.sending.ProducerThread;
import dev.postern.platform.worker.BackgroundWork;
import dev.postern.platform.worker.Outage;
import dev.postern.platform.worker.Watched;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events without waiting for the broker, for requests that must neither wait nor fail because of them. Its producer
 * is its own, so that these events never fill the buffer of others.
 */
@ApplicationScoped
@Startup // No request waits while the producer is made.
public class UnawaitedEvents {
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);
    private static final long BUFFER_BYTES = 1024L * 1024;

    private final Producer<String, byte[]> producer;
    private final EventRecords records;
    /** Null for a producer that others made. */
    private final @Nullable Watched thread;

    private final Outage outage = new Outage("unawaited-events", "Fire-and-forget events are not reaching the broker");

    @Inject
    UnawaitedEvents(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String application,
            RecordMac mac) {
        this.producer = new KafkaProducer<>(settings(kafka), new StringSerializer(), new ByteArraySerializer());
        this.records = new EventRecords(application, mac);
        this.thread = ProducerThread.watch("unawaited-events", producer.metrics());
    }

    /** @param producer sends the events, and is closed with this */
    public UnawaitedEvents(Producer<String, byte[]> producer, EventRecords records) {
        this.producer = producer;
        this.records = records;
        this.thread = null;
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        return settings;
    }

    @PreDestroy
    void close() {
        Watched watched = thread;
        if (watched != null) {
            BackgroundWork.forget(watched);
        }
        producer.close(CLOSE_WAIT);
    }

    /**
     * Sends an event, as part of the trace of what happens now, and returns at once. Never fails.
     *
     * @param lost is run on another thread when the broker does not take the event
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
                    outage.succeeded();
                } else {
                    lose(lost, failure);
                }
            });
        } catch (RuntimeException e) {
            lose(lost, e);
        }
    }

    private void lose(Runnable lost, Exception failure) {
        outage.failed(failure);
        lost.run();
    }
}
