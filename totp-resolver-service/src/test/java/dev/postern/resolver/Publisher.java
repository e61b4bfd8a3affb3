package dev.postern.resolver;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.CodeReceived;
import dev.postern.events.Event;
import dev.postern.events.EventJson;
import dev.postern.events.RunScope;
import dev.postern.platform.access.KeyHash;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.RecordMac;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Speaks on Kafka as the other two services would. */
@ApplicationScoped
public class Publisher {
    private final MessageDrafts drafts;
    private final RecordMac mac;
    private final Clock clock;
    private final String bootstrapServers;
    private final AtomicLong versions = new AtomicLong(1);
    private final KafkaProducer<String, byte[]> producer;

    Publisher(
            PayloadSealer sealer,
            IndexKey indexKey,
            RecordMac mac,
            Clock clock,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.drafts = new MessageDrafts(sealer, indexKey, clock);
        this.mac = mac;
        this.clock = clock;
        this.bootstrapServers = bootstrapServers;
        this.producer = producer(bootstrapServers, Duration.ZERO);
    }

    /** Makes a key that opens everything of an organisation. */
    public String key(String organizationId) {
        return key(organizationId, "codes:push", "codes:read", "codes:request");
    }

    /** Makes the key of an operator, who belongs to no organisation. */
    public String operatorKey() {
        return key(null, "operator");
    }

    /** Makes a key of these scopes. */
    public String key(@Nullable String organizationId, String... scopes) {
        String key = "pk_test_" + UUID.randomUUID();
        publish(keyRecord(organizationId, key, scopes));
        return key;
    }

    /** The record of a new key, as credential-service would publish it. */
    public ProducerRecord<String, byte[]> keyRecord(@Nullable String organizationId, String key, String... scopes) {
        return signed(new ApiKeyChanged(
                UUID.randomUUID().toString(),
                "ak_" + UUID.randomUUID(),
                KeyHash.of(key),
                organizationId,
                Set.of(scopes),
                ApiKeyChanged.State.ACTIVE,
                1,
                clock.instant()));
    }

    private ProducerRecord<String, byte[]> signed(Event event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(event.topic().topicName(), event.key(), EventJson.write(event));
        mac.sign(record);
        return record;
    }

    /** Tells of a later version of a key that was made here. */
    public void changed(
            String key,
            String organizationId,
            ApiKeyChanged.State state,
            @Nullable Instant expiresAt,
            String... scopes) {
        publish(new ApiKeyChanged(
                UUID.randomUUID().toString(),
                "ak_changed",
                KeyHash.of(key),
                organizationId,
                Set.of(scopes),
                state,
                versions.incrementAndGet(),
                clock.instant(),
                expiresAt));
    }

    /** A code as code-ingest-service would publish it. */
    public CodeReceived code(String organizationId, String identifier, String code) {
        return drafts.code(organizationId, identifier, code);
    }

    public CodeReceived code(
            String organizationId, String identifier, String code, RunScope run, @Nullable Instant expiresAt) {
        return drafts.code(organizationId, identifier, code, run, expiresAt);
    }

    /** A message as code-ingest-service would publish it, to be filled in. */
    public MessageDraft message(String organizationId, String identifier) {
        return drafts.message(organizationId, identifier);
    }

    public void publish(Event event) {
        publish(signed(event));
    }

    public void publish(String topic, String key, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        mac.sign(record);
        publish(record);
    }

    /**
     * Publishes events to one partition so that they arrive there at once.
     *
     * @return the offset of the first
     */
    public long publishTogether(int partition, List<Event> events) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, byte[]> together = producer(bootstrapServers, Duration.ofMinutes(1))) {
            for (Event event : events) {
                ProducerRecord<String, byte[]> record =
                        new ProducerRecord<>(event.topic().topicName(), partition, event.key(), EventJson.write(event));
                mac.sign(record);
                sent.add(together.send(record));
            }
            together.flush();
            return sent.getFirst().get(20, TimeUnit.SECONDS).offset();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KafkaProducer<String, byte[]> producer(String bootstrapServers, Duration linger) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", linger.toMillis()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Publishes a record as it is. */
    public void publish(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
