package dev.postern.credential.apikey;

import dev.postern.events.ApiKeyUsed;
import dev.postern.events.EventJson;
import dev.postern.events.EventJson.MalformedEvent;
import dev.postern.events.Topic;
import dev.postern.platform.body.StorableText;
import dev.postern.platform.problem.FailureTrace;
import dev.postern.platform.tracing.EventSpan;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stores when each key was last used, as the services note it. One thread reads, as a consumer group, and commits what it
 * has stored. While the database is away it starts again from there; what is read twice changes nothing.
 */
@ApplicationScoped
class LastUses {
    private static final Logger LOGGER = Logger.getLogger(LastUses.class);
    private static final EventJson.Reader<ApiKeyUsed> READER = EventJson.readerFor(ApiKeyUsed.class);
    private static final String GROUP = "credential-service-api-key-uses";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long RETRY_PAUSE_MS = 500;

    private final Map<String, Object> kafka;
    private final ApiKeyRows rows;
    private final Tracer tracer;
    private final Clock clock;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> current;

    LastUses(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ApiKeyRows rows,
            Tracer tracer,
            Clock clock) {
        this.kafka = kafka;
        this.rows = rows;
        this.tracer = tracer;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("api-key-uses").unstarted(this::run);
    }

    void onStart(@Observes StartupEvent event) {
        thread.start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        closed = true;
        KafkaConsumer<String, byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        thread.join(TimeUnit.SECONDS.toMillis(2));
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> consumer =
                    new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
                current = consumer;
                consumer.subscribe(List.of(Topic.API_KEY_USES.topicName()));
                read(consumer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    LOGGER.warnf("The uses of API keys are not being stored problem=%s", FailureTrace.of(e));
                    pause();
                }
            } finally {
                current = null;
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
        while (!closed) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<String, byte[]> record : records) {
                EventSpan.of(record, tracer, _ -> take(record));
            }
            if (!records.isEmpty()) {
                consumer.commitSync();
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        ApiKeyUsed use = usable(record);
        if (use == null) {
            LOGGER.errorf("A use of an API key could not be read topic=%s", record.topic());
            return;
        }
        // Nobody used it later than now: a clock that is ahead must not be believed until it is right.
        Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
        rows.used(use.apiKeyId(), use.usedAt().isAfter(now) ? now : use.usedAt());
    }

    /** Null for what the database would refuse, now and ever, or nobody of ours wrote: the notes behind it must not wait. */
    private static @Nullable ApiKeyUsed usable(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return null;
        }
        try {
            ApiKeyUsed use = READER.read(record.value());
            boolean storable =
                    !StorableText.hasNul(use.apiKeyId()) && use.usedAt().isAfter(Instant.EPOCH);
            return storable && use.apiKeyId().equals(record.key()) ? use : null;
        } catch (MalformedEvent e) {
            return null;
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
