package dev.postern.resolver.received;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.events.ApiKeyChanged;
import dev.postern.events.CodeReceived;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.platform.access.KeyHash;
import dev.postern.platform.sealing.RecordMac;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever writes on the broker makes neither a key nor a code: docs/threat-model.md. */
@ExtendWith(WiredResolver.class)
class ForgedRecordsTest {
    @Inject
    Publisher publisher;

    @Inject
    RecordMac mac;

    @Inject
    MeterRegistry metrics;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
    }

    @Test
    void aKeyThatNoServicePublishedOpensNothing() {
        // Given
        String forged = "pk_forged_" + UUID.randomUUID();
        ApiKeyChanged event = new ApiKeyChanged(
                "ak_1.1",
                "ak_1",
                KeyHash.of(forged),
                organization,
                Set.of("codes:read", "codes:request"),
                ApiKeyChanged.State.ACTIVE,
                1,
                Instant.EPOCH);

        // When
        publisher.publish(new ProducerRecord<>(Topic.API_KEYS.topicName(), event.key(), EventJson.write(event)));

        // Then
        given().header("x-api-key", forged).get("/v1/codes").then().statusCode(403);
    }

    @Test
    void aRevokedKeyStaysRevokedWhenItsOldRecordIsPutBack() {
        // Given
        ProducerRecord<String, byte[]> old = publisher.keyRecord(organization, "pk_old", "codes:read");
        publisher.publish(old);
        given().header("x-api-key", "pk_old").get("/v1/codes").then().statusCode(200);
        publisher.changed("pk_old", organization, ApiKeyChanged.State.REVOKED, null, "codes:read");
        Awaitility.await()
                .until(() ->
                        given().header("x-api-key", "pk_old").get("/v1/codes").statusCode() == 403);

        // When
        publisher.publish(old);
        String later = publisher.key(organization);

        // Then
        given().header("x-api-key", later).get("/v1/codes").then().statusCode(200);
        given().header("x-api-key", "pk_old").get("/v1/codes").then().statusCode(403);
    }

    @Test
    void aCodeThatWasForgedOrMovedReachesNobody() {
        // Given
        double before = forged();
        CodeReceived code = publisher.code(organization, "somebody-else@example.com", "111111");
        ProducerRecord<String, byte[]> genuine =
                new ProducerRecord<>(Topic.CODES_RECEIVED.topicName(), code.key(), EventJson.write(code));
        mac.sign(genuine);
        CodeReceived own = publisher.code(organization, address, "222222");
        String moved = new String(genuine.value(), StandardCharsets.UTF_8).replace(code.key(), own.key());

        // When
        publisher.publish(new ProducerRecord<>(Topic.CODES_RECEIVED.topicName(), own.key(), EventJson.write(own)));
        publisher.publish(new ProducerRecord<>(
                Topic.CODES_RECEIVED.topicName(),
                null,
                own.key(),
                moved.getBytes(StandardCharsets.UTF_8),
                genuine.headers()));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> forged() >= before + 2);
        publisher.publish(publisher.code(organization, address, "333333"));

        // Then
        Response answer = given().header("x-api-key", key)
                .header("Prefer", "wait=30")
                .contentType("application/json")
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests");
        answer.then().statusCode(200).body("code", equalTo("333333"));
        assertThat(given().header("x-api-key", key).get("/v1/codes").asString()).doesNotContain(own.totpCodeId());
    }

    private double forged() {
        return metrics.counter("postern.topic.records.forged", "topic", Topic.CODES_RECEIVED.topicName())
                .count();
    }
}
