package dev.postern.credential.apikey;

import dev.postern.events.ApiKeyUsed;
import dev.postern.events.Topic;
import dev.postern.platform.topic.EventReader;
import dev.postern.platform.topic.TopicConsumers;
import dev.postern.platform.topic.UnusableEvent;
import dev.postern.platform.tracing.EventSpan;
import dev.postern.platform.worker.Worker;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stores when each key was last used, as the services publish it. A consumer group reads the topic and commits what it has
 * stored. While the database is away, reading starts again at the last commit; an event that is read twice changes nothing.
 */
@ApplicationScoped
class LastUses {
    private static final Logger LOGGER = Logger.getLogger(LastUses.class);
    private static final String GROUP = "credential-service-api-key-uses";

    private final EventReader<ApiKeyUsed> reader = new EventReader<>(ApiKeyUsed.class);
    private final Worker worker = new Worker("api-key-uses", "The uses of API keys are not being stored", this::read);
    private final Map<String, Object> kafka;
    private final ApiKeyRows rows;
    private final Tracer tracer;
    private final Clock clock;

    LastUses(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ApiKeyRows rows,
            Tracer tracer,
            Clock clock) {
        this.kafka = kafka;
        this.rows = rows;
        this.tracer = tracer;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent event) {
        worker.start();
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.stop();
    }

    private void read(Worker self) throws InterruptedException {
        TopicConsumers.takeEach(
                kafka, GROUP, Topic.API_KEY_USES, self, record -> EventSpan.of(record, tracer, _ -> take(record)));
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        ApiKeyUsed use = usable(record);
        if (use == null) {
            LOGGER.errorf("A use of an API key could not be read topic=%s", record.topic());
            return;
        }
        // Clamp to now: the sender's clock may be ahead.
        Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
        rows.used(use.apiKeyId(), use.usedAt().isAfter(now) ? now : use.usedAt());
    }

    /** Null for an event that is malformed or that the database would refuse each time; the events behind it must not wait. */
    private @Nullable ApiKeyUsed usable(ConsumerRecord<String, byte[]> record) {
        try {
            ApiKeyUsed use = reader.read(record);
            boolean storable = use.apiKeyId().indexOf('\0') < 0 && use.usedAt().isAfter(Instant.EPOCH);
            return storable ? use : null;
        } catch (UnusableEvent e) {
            return null;
        }
    }
}
