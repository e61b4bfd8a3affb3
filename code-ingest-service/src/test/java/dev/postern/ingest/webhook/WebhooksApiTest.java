package dev.postern.ingest.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.events.ChannelChanged;
import dev.postern.events.ChannelToken;
import dev.postern.ingest.IngestServiceResource;
import dev.postern.ingest.TestChannels;
import dev.postern.local.kafka.LocalKafka;
import dev.postern.platform.access.KeyHash;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which tokens open what, whoever the provider is. An unsigned channel stands for all: the token decides alone. */
@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class WebhooksApiTest {
    private static final byte[] MAIL =
            "From: a@b.example\r\nTo: user@in.example.com\r\nSubject: Hi\r\n\r\nYour code is 551204\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    LocalKafka broker;

    @BeforeEach
    void waitUntilReady() {
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    @Test
    void openAChannelFromTheMomentItIsPublished() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime").publish();
        // Then
        assertThat(post(channel.path()).statusCode()).isEqualTo(200);
    }

    @Test
    void answerAnUnknownTokenAndOneOfAnotherProviderAlike() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime").publish();
        // When
        HttpResponse<String> unknown = post("/webhooks/twilio/ct_nobody");
        HttpResponse<String> another = post("/webhooks/twilio/" + channel.token());
        // Then
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(another.statusCode()).isEqualTo(404);
        assertThat(another.body()).isEqualTo(unknown.body());
        assertThat(Posts.taken(channel)).isEmpty();
    }

    @Test
    void knowNoOtherProvider() {
        assertThat(post("/webhooks/carrier-pigeon/ct_nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void openNothingAfterTheirTimeAndOnceTheChannelIsDeleted() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime").publish();
        TestChannels.Draft rotated = TestChannels.of("mime").publish();
        String fresh = "ct_fresh-" + rotated.id();
        assertThat(post(channel.path()).statusCode()).isEqualTo(200);
        // When
        channel.publish(2, ChannelChanged.State.DELETED, List.of());
        rotated.publish(
                2,
                ChannelChanged.State.ACTIVE,
                List.of(
                        new ChannelToken(KeyHash.of(fresh), null),
                        new ChannelToken(KeyHash.of(rotated.token()), Instant.EPOCH)));
        // Then
        await().untilAsserted(
                        () -> assertThat(post(channel.path()).statusCode()).isEqualTo(404));
        assertThat(post("/webhooks/mime/" + fresh).statusCode()).isEqualTo(200);
        await().untilAsserted(
                        () -> assertThat(post(rotated.path()).statusCode()).isEqualTo(404));
    }

    @Test
    void openTheChannelBothWhileOneIsReplaced() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime").publish();
        String fresh = "ct_fresh-" + channel.id();
        // When
        channel.publish(
                2,
                ChannelChanged.State.ACTIVE,
                List.of(
                        new ChannelToken(KeyHash.of(fresh), null),
                        new ChannelToken(KeyHash.of(channel.token()), Instant.parse("2100-01-01T00:00:00Z"))));
        // Then
        assertThat(post("/webhooks/mime/" + fresh).statusCode()).isEqualTo(200);
        assertThat(post(channel.path()).statusCode()).isEqualTo(200);
    }

    @Test
    void doNotComeBackWithAnOldRecord() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime");
        channel.publish(3, ChannelChanged.State.DELETED, List.of());
        // When
        channel.publish(2, ChannelChanged.State.ACTIVE, List.of(new ChannelToken(KeyHash.of(channel.token()), null)));
        // Then
        assertThat(post(channel.path()).statusCode()).isEqualTo(404);
    }

    @Test
    void areToldToComeAgainWhileTheBrokerIsAway() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime").publish();
        assertThat(post(channel.path()).statusCode()).isEqualTo(200);
        HttpResponse<String> known;
        HttpResponse<String> unknown;
        broker.stop();
        try {
            // When
            known = post(channel.path());
            unknown = post("/webhooks/mime/ct_nobody");
        } finally {
            broker.restart();
        }
        // Then
        assertThat(known.statusCode()).isEqualTo(503);
        assertThat(known.headers().firstValue("retry-after")).contains("7");
        assertThat(unknown.statusCode()).isEqualTo(503);
    }

    @Test
    void areCountedByProviderAndStandInNoMetricThemselves() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime").publish();
        post(channel.path());
        post(channel.path());
        post(TestChannels.of("mime", "whsec_" + "A".repeat(44)).publish().path());
        Posts.send(
                "POST",
                channel.path(),
                "From: a@b.example\r\nTo: user@in.example.com\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII),
                Stream.of(Map.entry("Content-Type", "message/rfc822")));
        post("/webhooks/mime/ct_nobody-at-all");
        // When
        String shown = given().get(metrics).then().statusCode(200).extract().asString();
        // Then
        assertThat(shown)
                .contains("postern_webhooks_total{outcome=\"taken\",provider=\"mime\"}")
                .contains("postern_webhooks_total{outcome=\"unknown_channel\",provider=\"mime\"}")
                .contains("postern_webhook_messages_total{became=\"accepted\",provider=\"mime\"}")
                .contains("postern_webhook_messages_total{became=\"duplicate\",provider=\"mime\"}")
                .contains("postern_webhook_messages_total{became=\"abstained\",provider=\"mime\"}")
                .contains("postern_webhooks_refused_total{provider=\"mime\",reason=\"missing_signature\"}")
                .contains("postern_webhooks_refused_total{provider=\"mime\",reason=\"unknown_channel\"}")
                .doesNotContain(channel.token())
                .doesNotContain("ct_nobody");
    }

    private static HttpResponse<String> post(String path) {
        return Posts.send("POST", path, MAIL, Stream.of(Map.entry("Content-Type", "message/rfc822")));
    }
}
