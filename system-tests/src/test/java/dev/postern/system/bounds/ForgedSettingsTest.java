package dev.postern.system.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.events.Topic;
import dev.postern.local.LocalSystem;
import dev.postern.local.kafka.QuietKafka;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever writes on the broker makes, changes and ends no channel and no endpoint: what has no right MAC has no effect. */
@ExtendWith(RunningSystem.class)
class ForgedSettingsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOPIC = Topic.CHANNELS.topicName();
    private static final String SIGNING_KEY = "0123456789abcdef";

    @BeforeEach
    void quiet() {
        QuietKafka.apply();
    }

    @Test
    void aForgedChannelOpensNothingAndAForgedEndEndsNothing(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        JsonNode channel = channel(api);
        ConsumerRecord<String, byte[]> genuine =
                record(system, channel.at("/channel/channel_id").asText());
        String token = "ct_" + "f".repeat(43);

        // When
        forge(system, genuine, "ch_1", forged -> {
            forged.put("channel_id", "ch_1");
            ((ObjectNode) forged.at("/tokens/0")).put("hash", sha256(token));
        });
        forge(system, genuine, genuine.key(), forged -> forged.put("state", "deleted"));
        awaitRead(api);

        // Then
        String prefix = path(channel).substring(0, path(channel).lastIndexOf('/') + 1);
        assertThat(post(api, prefix + token)).isEqualTo(404);
        assertThat(post(api, path(channel))).isEqualTo(200);
    }

    @Test
    void aForgedEndpointAnswersNobodyAndAForgedEndEndsNothing(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        String endpoint = api.post(
                        "/v1/totp-url-endpoints",
                        "{\"name\":\"n\",\"totp_identifier\":\"f@x.org\",\"hold_seconds\":1,\"signing_keys\":[\""
                                + SIGNING_KEY + "\"]}")
                .json()
                .get("endpoint_id")
                .asText();
        ConsumerRecord<String, byte[]> genuine = record(system, endpoint);

        // When
        forge(system, genuine, "te_1", forged -> forged.put("endpoint_id", "te_1"));
        forge(system, genuine, genuine.key(), forged -> forged.put("state", "deleted"));
        awaitRead(api);

        // Then
        assertThat(ask(api, "te_1")).isIn(401, 403, 404);
        assertThat(ask(api, endpoint)).isEqualTo(200);
    }

    /** A record that differs from a genuine one, with its MAC, without one, and with none of its headers. */
    private static void forge(
            LocalSystem system, ConsumerRecord<String, byte[]> genuine, String key, Consumer<ObjectNode> change)
            throws Exception {
        ObjectNode value = (ObjectNode) JSON.readTree(genuine.value());
        value.put("version", value.get("version").asLong() + 10);
        change.accept(value);
        byte[] bytes = JSON.writeValueAsBytes(value);
        Headers unsigned = new RecordHeaders(genuine.headers());
        unsigned.remove("ce_mac");
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", system.kafka().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (Headers headers : List.of(genuine.headers(), unsigned, new RecordHeaders())) {
                producer.send(new ProducerRecord<>(TOPIC, 0, key, bytes, headers))
                        .get();
            }
        }
    }

    private static ConsumerRecord<String, byte[]> record(LocalSystem system, String key) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", system.kafka().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = List.of(new TopicPartition(TOPIC, 0));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            return Awaitility.await().until(() -> find(consumer, key), found -> found != null);
        }
    }

    private static ConsumerRecord<String, byte[]> find(KafkaConsumer<String, byte[]> consumer, String key) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
            if (key.equals(record.key())) {
                return record;
            }
        }
        return null;
    }

    /** What comes behind the forged records on the topic is known everywhere, so those were read. */
    private static void awaitRead(Api api) {
        JsonNode later = channel(api);
        Awaitility.await().until(() -> post(api, path(later)) == 200);
    }

    private static JsonNode channel(Api api) {
        Api.Answer made = api.post("/v1/inbound-channels", "{\"name\":\"n\",\"provider\":\"mime\",\"secrets\":[]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    private static String path(JsonNode channel) {
        return URI.create(channel.get("url").asText()).getPath();
    }

    private static int post(Api api, String path) {
        return api.as(null)
                .postAs("message/rfc822", path, "From: a@b.c\r\nTo: m@x.org\r\n\r\nYour code is 482913\r\n")
                .status();
    }

    private static int ask(Api api, String endpoint) throws Exception {
        String body = "{\"workflow_run_id\":\"w\"}";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SIGNING_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        return api.as(null)
                .post("/v1/totp-url/" + endpoint, body, "x-skyvern-signature", signature)
                .status();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
