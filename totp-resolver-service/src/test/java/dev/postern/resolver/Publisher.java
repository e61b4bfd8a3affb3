package dev.postern.resolver;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.CodeReceived;
import dev.postern.events.Event;
import dev.postern.events.EventJson;
import dev.postern.events.Evidence;
import dev.postern.events.Masks;
import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.access.KeyHash;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Speaks on Kafka as the other two services would. */
@ApplicationScoped
public class Publisher {
    private static final AtomicLong IDS = new AtomicLong(1);

    private final PayloadSealer sealer;
    private final IndexKey indexKey;
    private final Clock clock;
    private final KafkaProducer<String, byte[]> producer;

    Publisher(
            PayloadSealer sealer,
            IndexKey indexKey,
            Clock clock,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.sealer = sealer;
        this.indexKey = indexKey;
        this.clock = clock;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Makes a key that opens everything of an organisation. */
    public String key(String organizationId) {
        String key = "pk_test_" + UUID.randomUUID();
        publish(new ApiKeyChanged(
                UUID.randomUUID().toString(),
                "ak_" + UUID.randomUUID(),
                KeyHash.of(key),
                organizationId,
                Set.of("codes:push", "codes:read", "codes:request"),
                ApiKeyChanged.State.ACTIVE,
                1,
                clock.instant()));
        return key;
    }

    /** A code as code-ingest-service would publish it. */
    public CodeReceived code(String organizationId, String identifier, String code) {
        return code(organizationId, identifier, code, RunScope.NONE, null);
    }

    public CodeReceived code(
            String organizationId, String identifier, String code, RunScope run, @Nullable Instant expiresAt) {
        String id = "totp_" + IDS.getAndIncrement();
        Identifier address = Identifier.of(identifier);
        String matchKey = indexKey.matchKey(organizationId, address);
        String content = "Your verification code is " + code;
        return new CodeReceived(
                id,
                organizationId,
                matchKey,
                "test",
                OtpType.TOTP,
                run,
                clock.instant(),
                expiresAt,
                null,
                null,
                null,
                Masks.code(code),
                address.masked(),
                sealer.seal(code, new SealedField(organizationId, id, "code")),
                null,
                sealer.seal(identifier, new SealedField(organizationId, id, "identifier")),
                sealer.seal(content, new SealedField(organizationId, id, "content")),
                false,
                indexKey.repeatKey(matchKey, "ak_test", content),
                new Evidence("keyword-before", 0.98));
    }

    public void publish(Event event) {
        publish(event.topic().topicName(), event.key(), EventJson.write(event));
    }

    public void publish(String topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
