package dev.postern.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.events.CodeReceived;
import dev.postern.events.EventHeaders;
import dev.postern.events.EventJson;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.OtpType;
import dev.postern.events.Topic;
import dev.postern.events.identifier.Identifier;
import dev.postern.fixtures.TopicContent;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class PublishedEventsTest {
    @BeforeEach
    void waitUntilReady() {
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    private static final String ADDRESS = "Planted.Name@larkspur.example";
    private static final String TEXT = "Your Larkspur code is 735512";

    @Test
    void publishesACodeThatOnlyTheKeyOpens() {
        // When
        String id = push(Keys.with("codes:push"), TEXT);

        // Then
        ConsumerRecord<String, byte[]> record = TopicReader.find(Topic.CODES_RECEIVED, id);
        CodeReceived event = EventJson.readerFor(CodeReceived.class).read(record.value());
        assertThat(event.organizationId()).isEqualTo(Keys.ORGANIZATION);
        assertThat(event.otpType()).isEqualTo(OtpType.TOTP);
        assertThat(event.codeMasked()).isEqualTo("••••12");
        assertThat(event.identifierMasked()).isEqualTo("p•••@larkspur.example");
        assertThat(event.source()).isEqualTo("test");
        assertThat(event.evidence().rule()).isEqualTo("keyword-bound");
        assertThat(event.linkSealed()).isNull();
        assertThat(open(event.codeSealed(), id, "code")).isEqualTo("735512");
        assertThat(open(event.identifierSealed(), id, "identifier")).isEqualTo("planted.name@larkspur.example");
        assertThat(open(event.contentSealed(), id, "content")).isEqualTo(TEXT);
        assertThatThrownBy(() -> open(event.codeSealed(), id, "content")).isInstanceOf(PayloadSealer.CannotOpen.class);
        assertThat(record.key())
                .isEqualTo(event.matchKey())
                .isEqualTo(bean(IndexKey.class)
                        .matchKey(Keys.ORGANIZATION, Identifier.of(ADDRESS))
                        .value());
    }

    @Test
    void showsNeitherCodeNorAddressToWhoeverTailsTheTopic() {
        // When
        String id = push(Keys.with("codes:push"), TEXT);

        // Then
        ConsumerRecord<String, byte[]> record = TopicReader.find(Topic.CODES_RECEIVED, id);
        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .contains("\"totp_code_id\":\"" + id + "\"")
                .doesNotContain("735512")
                .doesNotContainIgnoringCase("planted")
                .doesNotContain("Your Larkspur");
        record.headers()
                .forEach(header -> assertThat(new String(header.value(), StandardCharsets.UTF_8))
                        .doesNotContain("735512")
                        .doesNotContainIgnoringCase("planted"));
    }

    @Test
    void setsTheHeadersOfACloudEvent() {
        // When
        String id = push(Keys.with("codes:push"), TEXT);

        // Then
        ConsumerRecord<String, byte[]> record = TopicReader.find(Topic.CODES_RECEIVED, id);
        CodeReceived event = EventJson.readerFor(CodeReceived.class).read(record.value());
        assertThat(TopicContent.header(record, EventHeaders.SPEC_VERSION)).isEqualTo("1.0");
        assertThat(TopicContent.header(record, EventHeaders.TYPE)).isEqualTo("code.received");
        assertThat(TopicContent.header(record, EventHeaders.SOURCE)).isEqualTo("/code-ingest-service");
        assertThat(TopicContent.header(record, EventHeaders.TIME))
                .isEqualTo(event.receivedAt().toString());
        assertThat(TopicContent.header(record, EventHeaders.CONTENT_TYPE)).isEqualTo("application/json");
    }

    @Test
    void goesOnInTheTraceOfThePush() {
        // Given
        String trace = UUID.randomUUID().toString().replace("-", "");

        // When
        String id = given().header("x-api-key", Keys.with("codes:push"))
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .contentType(ContentType.JSON)
                .body(Map.of("totp_identifier", ADDRESS, "content", TEXT))
                .post("/v1/credentials/totp")
                .then()
                .statusCode(200)
                .extract()
                .path("totp_code_id");

        // Then
        assertThat(TopicContent.header(TopicReader.find(Topic.CODES_RECEIVED, id), EventHeaders.TRACE_PARENT))
                .matches("00-" + trace + "-[0-9a-f]{16}-01")
                .doesNotContain("00f067aa0ba902b7");
    }

    @Test
    void publishesALinkMaskedWhole() {
        // Given
        String url = "https://larkspur.example/in?token=planted";

        // When
        String id = push(Keys.with("codes:push"), url);

        // Then
        ConsumerRecord<String, byte[]> record = TopicReader.find(Topic.CODES_RECEIVED, id);
        CodeReceived event = EventJson.readerFor(CodeReceived.class).read(record.value());
        assertThat(event.otpType()).isEqualTo(OtpType.MAGIC_LINK);
        assertThat(event.codeMasked()).isEqualTo("••••");
        assertThat(event.codeSealed()).isNull();
        assertThat(open(event.linkSealed(), id, "link")).isEqualTo(url);
    }

    @Test
    void publishesWhatHoldsNoCodeForAPersonToRead() {
        // When
        String id = push(Keys.with("codes:push"), "Lunch at the planted place?");

        // Then
        ConsumerRecord<String, byte[]> record = TopicReader.find(Topic.MESSAGES_UNPARSED, id);
        MessageUnparsed event = EventJson.readerFor(MessageUnparsed.class).read(record.value());
        assertThat(event.reason()).isEqualTo("no_candidate");
        assertThat(event.contentTruncated()).isFalse();
        assertThat(record.key()).isEqualTo(event.matchKey());
        assertThat(open(event.contentSealed(), id, "content")).isEqualTo("Lunch at the planted place?");
        assertThat(open(event.identifierSealed(), id, "identifier")).isEqualTo("planted.name@larkspur.example");
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContainIgnoringCase("planted");
    }

    @Test
    void cutsALongText() {
        // When
        String id = push(Keys.with("codes:push"), TEXT + "\n" + "é".repeat(200_000));

        // Then
        ConsumerRecord<String, byte[]> record = TopicReader.find(Topic.CODES_RECEIVED, id);
        CodeReceived event = EventJson.readerFor(CodeReceived.class).read(record.value());
        assertThat(event.contentTruncated()).isTrue();
        assertThat(open(event.contentSealed(), id, "content").getBytes(StandardCharsets.UTF_8))
                .hasSizeBetween(256 * 1024 - 1, 256 * 1024);
    }

    @Test
    void recognisesARepeatByTheSameKey() {
        // Given
        String key = Keys.with("codes:push");

        // When
        String first = repeatKey(push(key, TEXT));
        String second = repeatKey(push(key, TEXT));
        String other = repeatKey(push(key, TEXT + "!"));
        String byAnother = repeatKey(push(Keys.with("codes:push"), TEXT));

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(byAnother).isNotEqualTo(first);
    }

    private static String repeatKey(String id) {
        return EventJson.readerFor(CodeReceived.class)
                .read(TopicReader.find(Topic.CODES_RECEIVED, id).value())
                .repeatKey();
    }

    private static String push(String key, String content) {
        return given().header("x-api-key", key)
                .contentType(ContentType.JSON)
                .body(Map.of("totp_identifier", ADDRESS, "content", content, "source", "test"))
                .post("/v1/credentials/totp")
                .then()
                .statusCode(200)
                .extract()
                .path("totp_code_id");
    }

    private static String open(String sealed, String id, String field) {
        return bean(PayloadSealer.class).open(sealed, new SealedField(Keys.ORGANIZATION, id, field));
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
