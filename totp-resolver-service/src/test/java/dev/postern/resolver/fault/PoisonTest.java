package dev.postern.resolver.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.events.CodeReceived;
import dev.postern.events.EventJson;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.RunScope;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.resolver.MessageTests;
import dev.postern.resolver.ResolverInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An event that cannot be taken holds up nothing behind it. */
@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class PoisonTest extends MessageTests {
    private static final String TOPIC = Topic.CODES_RECEIVED.topicName();

    @Test
    void poisonGoesToTheDeadLettersWithItsReasonAndItsPartitionGoesOn() {
        // Given
        CodeReceived next = publisher.code(organization, address, "847291");
        String partition = next.key();
        byte[] garbage = ("no event of " + partition).getBytes(StandardCharsets.UTF_8);
        byte[] ofAnother = EventJson.write(publisher.code(organization, "else@example.com", "111111"));
        // PostgreSQL takes no NUL in a text.
        byte[] refused = EventJson.write(
                publisher.code(organization, address, "222222", new RunScope("tsk\0", null, null), null));

        // When
        publisher.publish(TOPIC, partition, garbage);
        publisher.publish(TOPIC, partition, null);
        publisher.publish(TOPIC, partition, ofAnother);
        publisher.publish(TOPIC, partition, refused);
        publisher.publish(next);

        // Then
        given().header("x-api-key", publisher.key(organization))
                .contentType("application/json")
                .header("Prefer", "wait=30")
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .then()
                .statusCode(200)
                .body("code", equalTo("847291"));
        Map<String, byte[]> expected = new HashMap<>();
        expected.put("malformed-event", garbage);
        expected.put("empty-value", null);
        expected.put("wrong-key", ofAnother);
        expected.put("refused-by-store", refused);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(deadLetters(partition))
                        .usingRecursiveComparison()
                        .isEqualTo(expected));
    }

    @Test
    void putsAsideWhatIsNoEventAndGoesOn() {
        // Given
        String topic = Topic.MESSAGES_UNPARSED.topicName();
        MessageUnparsed wrongKey = draft().unparsed("under another key");
        publisher.publish(topic, organization + "-1", "no event".getBytes(StandardCharsets.UTF_8));
        publisher.publish(topic, organization + "-2", null);
        publisher.publish(topic, organization + "-3", EventJson.write(wrongKey));

        // When
        String next = stored(draft().unparsed("next"));

        // Then
        asCaller().get(ROUTE).then().body("messages.totp_code_id", contains(next));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(records(Topic.MESSAGES_UNPARSED_DEAD_LETTERS).stream()
                                .filter(record -> record.key().startsWith(organization))
                                .map(record -> {
                                    Header reason = record.headers().lastHeader("dead-letter-reason");
                                    return new String(reason.value(), StandardCharsets.UTF_8);
                                }))
                        .containsExactlyInAnyOrder("malformed-event", "empty-value", "wrong-key"));
    }

    @Test
    void aHeaderWithoutAValueHoldsUpNothing() {
        // Given
        CodeReceived next = publisher.code(organization, address, "847291");
        for (String header : List.of(
                "ce_id", "ce_specversion", "ce_type", "ce_mac", "content-type", "traceparent", "dead-letter-reason")) {
            for (String topic : List.of(TOPIC, Topic.MESSAGES_UNPARSED.topicName())) {
                ProducerRecord<String, byte[]> poison =
                        new ProducerRecord<>(topic, next.key(), "{}".getBytes(StandardCharsets.UTF_8));
                poison.headers().add(header, null);
                publisher.publish(poison);
            }
        }

        // When
        publisher.publish(next);
        String message = stored(draft().unparsed("next"));

        // Then
        given().header("x-api-key", publisher.key(organization))
                .contentType("application/json")
                .header("Prefer", "wait=30")
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .then()
                .statusCode(200)
                .body("code", equalTo("847291"));
        asCaller().get(ROUTE).then().body("messages.totp_code_id", contains(message));
    }

    private Map<String, byte[]> deadLetters(String key) {
        Map<String, byte[]> values = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record :
                TopicContent.of(bootstrapServers, Topic.CODES_RECEIVED_DEAD_LETTERS)) {
            if (key.equals(record.key())) {
                values.put(
                        new String(
                                record.headers()
                                        .lastHeader("dead-letter-reason")
                                        .value(),
                                StandardCharsets.UTF_8),
                        record.value());
            }
        }
        return values;
    }
}
