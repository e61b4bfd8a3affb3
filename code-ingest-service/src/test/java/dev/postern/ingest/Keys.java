package dev.postern.ingest;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.Event;
import dev.postern.events.EventJson;
import dev.postern.platform.access.KeyHash;
import dev.postern.platform.sealing.RecordMac;
import io.quarkus.arc.Arc;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes API keys as credential-service does: by a record on their topic. */
public final class Keys {
    public static final String ORGANIZATION = "o_481";

    private Keys() {}

    /** An active key of {@link #ORGANIZATION}. */
    public static String with(String... scopes) {
        return of(ORGANIZATION, scopes);
    }

    /** An active key of an organisation. */
    public static String of(String organization, String... scopes) {
        return publish(organization, ApiKeyChanged.State.ACTIVE, scopes);
    }

    /** A key that is no longer one. */
    public static String revoked() {
        return publish(ORGANIZATION, ApiKeyChanged.State.REVOKED, "codes:push");
    }

    private static String publish(String organization, ApiKeyChanged.State state, String... scopes) {
        String key = "pk_" + UUID.randomUUID();
        ApiKeyChanged event = new ApiKeyChanged(
                UUID.randomUUID().toString(),
                "ak_" + UUID.randomUUID(),
                KeyHash.of(key),
                organization,
                Set.of(scopes),
                state,
                1,
                Instant.EPOCH);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers(), "acks", "all", "max.block.ms", 10_000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(signed(event)).get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return key;
    }

    /** The record of an event as a service of the installation would write it. */
    static ProducerRecord<String, byte[]> signed(Event event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(event.topic().topicName(), event.key(), EventJson.write(event));
        Arc.container().instance(RecordMac.class).get().sign(record);
        return record;
    }

    static String bootstrapServers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}
