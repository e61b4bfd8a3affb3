package dev.postern.ingest.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.events.ChannelPosted;
import dev.postern.events.EventJson;
import dev.postern.events.MessagePart;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Topic;
import dev.postern.ingest.IngestServiceResource;
import dev.postern.ingest.TestChannels;
import dev.postern.ingest.TopicReader;
import dev.postern.ingest.calling.FakeProviderCalls;
import dev.postern.ingest.calling.ProviderCalls;
import dev.postern.ingest.webhook.Vectors.Vector;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers post comes in, and its channel's owner sees what became of it. */
@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class ProviderPostsTest {
    private static final byte[] MAIL =
            "From: a@b.example\r\nTo: user@in.example.com\r\nSubject: Hi\r\n\r\nYour code is 551204\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @BeforeEach
    void waitUntilReady() {
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vonage",
                "telnyx",
                "plivo",
                "bird",
                "sinch",
                "infobip",
                "aws-sms",
                "sendgrid",
                "mailgun",
                "postmark",
                "ses",
                "cloudmailin",
                "resend",
                "brevo",
                "mandrill",
                "standard-webhooks",
                "sms-gateway",
                "incoming-sms",
                "smsforwarder",
                "httpsms",
                "shortcuts",
                "push",
                "twilio-shared-keys"
            })
    void takeWhatEachProviderPosts(String file) {
        // Given
        at(file);
        Vector vector = Vectors.of(file + ".json").findFirst().orElseThrow();
        TestChannels.Draft channel = channel(file, vector).publish();
        // When
        HttpResponse<String> answer = post(channel, vector);
        HttpResponse<String> repeat = post(channel, vector);
        // Then
        assertThat(answer.statusCode()).isBetween(200, 201);
        // Each attempt of Plivo's has a nonce of its own.
        assertThat(repeat.statusCode()).isEqualTo(file.equals("plivo") ? 403 : answer.statusCode());
        int messages = vector.json().at("/expected/count").asInt(1);
        assertThat(Posts.taken(channel).stream().map(Posts.Taken::id).distinct())
                .hasSize(messages);
        TestChannels.Draft rotated =
                channel(file, vector).having("another-secret").publish();
        assertThat(post(rotated, vector).statusCode()).isEqualTo(answer.statusCode());
        assertThat(Posts.taken(rotated)).hasSize(messages);
        for (Vector forged : forged(file)) {
            TestChannels.Draft other = channel(file, forged).publish();
            assertThat(post(other, forged).statusCode()).as(forged.toString()).isIn(401, 403, 503);
        }
    }

    /** Those that are forged or too old. A replay is none by itself. */
    private static List<Vector> forged(String file) {
        List<String> harmless = List.of("replayed", "not_understood", "content_elsewhere");
        return Vectors.of(file + ".json")
                .filter(vector -> !vector.valid())
                .filter(vector ->
                        !harmless.contains(vector.json().path("reason").asText()))
                .toList();
    }

    @Test
    void takeAWholeMailAtMailgunsAddress() {
        // Given
        at("mailgun");
        Vector whole = Vectors.of("mailgun.json")
                .filter(vector -> vector.address().endsWith("/mime"))
                .findFirst()
                .orElseThrow();
        TestChannels.Draft channel = channel("mailgun", whole).publish();
        // When
        HttpResponse<String> answer = Posts.send("POST", channel.path() + "/mime", whole.body(), whole.headers());
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Posts.taken(channel)).hasSize(1);
    }

    @Test
    void areThereWhenMandrillAsks() {
        // Given
        TestChannels.Draft channel = TestChannels.of("mandrill", "key").publish();
        // Then
        assertThat(Posts.send("HEAD", channel.path(), new byte[0], Stream.of()).statusCode())
                .isEqualTo(200);
        assertThat(Posts.send("HEAD", "/webhooks/mandrill/ct_nobody", new byte[0], Stream.of())
                        .statusCode())
                .isEqualTo(200);
        assertThat(Posts.send("HEAD", "/webhooks/telnyx/ct_nobody", new byte[0], Stream.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void bringPartsOfALongTextThatAreToldAsPartsAndNotReadAlone() {
        // Given
        at("vonage");
        TestChannels.Draft channel = TestChannels.of("vonage").publish();
        // When
        int second = part(channel, 2, "is 640271");
        int first = part(channel, 1, "Your code ");
        int again = part(channel, 1, "Your code ");
        // Then
        assertThat(List.of(first, second, again)).containsOnly(200);
        List<MessagePart> parts =
                Posts.unparsed(channel).stream().map(MessageUnparsed::part).toList();
        assertThat(parts).extracting(MessagePart::number).containsExactly(2, 1, 1);
        assertThat(parts).extracting(MessagePart::total).containsOnly(2);
        assertThat(parts)
                .extracting(MessagePart::groupKey)
                .containsOnly(parts.getFirst().groupKey());
        List<Posts.Taken> taken = Posts.taken(channel);
        assertThat(taken).noneMatch(Posts.Taken::withCode);
        assertThat(taken.stream().map(Posts.Taken::id).distinct()).hasSize(2);
    }

    @Test
    void tellTheirOwnerWhatWasRefusedAndWhatWasSignedOver() throws Exception {
        // Given
        TestChannels.Draft channel = TestChannels.of("twilio", "the-auth-token")
                .fixed("+12025550143")
                .publish();
        // When
        Posts.send(
                "POST",
                channel.path() + "?a=b",
                "MessageSid=SM1&Body=551204".getBytes(StandardCharsets.UTF_8),
                Stream.of(
                        Map.entry("Content-Type", "application/x-www-form-urlencoded"),
                        Map.entry("X-Twilio-Signature", "d3Jvbmc="),
                        Map.entry("X-Forwarded-Host", "abc.tunnel.example")));
        // Then
        ChannelPosted event = told(channel, 1).getFirst();
        assertThat(event.verdict()).isEqualTo(ChannelPosted.Verdict.REFUSED);
        assertThat(event.reason()).isEqualTo("bad_signature");
        assertThat(event.identifierMasked()).isEqualTo("+•••••••0143");
        assertThat(event.bytes()).isEqualTo(26);
        String details = details(channel, event);
        assertThat(details)
                .contains("\"signed_scheme\":\"http\"", "\"signed_host\":\"127.0.0.1\"", "\"signed_port\":\"8080\"")
                .contains("\"signed_path\":\"/webhooks/twilio/ct_•••\"", "\"arrived_host\":\"abc.tunnel.example\"")
                .doesNotContain(channel.token())
                .doesNotContain("551204");
        assertThat(event.toString()).doesNotContain(channel.token()).doesNotContain("2025550143");
    }

    @Test
    void tellTheirOwnerWhatWasTakenOnceAndWhatWasTooLong() throws Exception {
        // Given
        TestChannels.Draft channel = TestChannels.of("mime").publish();
        // When
        post(channel.path());
        told(channel, 1);
        post(channel.path());
        told(channel, 2);
        Posts.send("POST", channel.path(), new byte[26 * 1024 * 1024], Stream.of());
        Posts.send(
                "POST",
                channel.path(),
                packed(new byte[3 * 1024 * 1024]),
                Stream.of(Map.entry("Content-Encoding", "gzip")));
        // Then
        List<ChannelPosted> told = told(channel, 4);
        assertThat(told)
                .extracting(ChannelPosted::verdict)
                .containsExactlyInAnyOrder(
                        ChannelPosted.Verdict.ACCEPTED,
                        ChannelPosted.Verdict.DUPLICATE,
                        ChannelPosted.Verdict.REFUSED,
                        ChannelPosted.Verdict.REFUSED);
        ChannelPosted accepted = told.stream()
                .filter(event -> event.verdict() == ChannelPosted.Verdict.ACCEPTED)
                .findFirst()
                .orElseThrow();
        assertThat(accepted.codeMasked()).isEqualTo("••••04");
        assertThat(accepted.identifierMasked()).isEqualTo("u•••@in.example.com");
        assertThat(accepted.totpCodeId())
                .isEqualTo(Posts.taken(channel).getFirst().id());
        assertThat(details(channel, accepted)).contains("provider_message_id");
        assertThat(told).extracting(ChannelPosted::reason).containsOnly("too_large", null);
    }

    private static byte[] packed(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(body);
        }
        return packed.toByteArray();
    }

    /** What the channel's owner was told, once it is so much. */
    private static List<ChannelPosted> told(TestChannels.Draft channel, int events) {
        return await().until(
                        () -> TopicReader.all(Topic.CHANNEL_POSTS).stream()
                                .filter(record -> channel.id().equals(record.key()))
                                .map(record ->
                                        EventJson.readerFor(ChannelPosted.class).read(record.value()))
                                .toList(),
                        told -> told.size() == events);
    }

    private static String details(TestChannels.Draft channel, ChannelPosted event) {
        return Arc.container()
                .instance(PayloadSealer.class)
                .get()
                .open(event.detailsSealed(), new SealedField(channel.organization(), event.eventId(), "details"));
    }

    private static int part(TestChannels.Draft channel, int number, String text) {
        String json = """
            {"msisdn":"12025550117","to":"12025550168","messageId":"V-%d","text":"%s","concat":"true",\
            "concat-ref":"9A","concat-total":"2","concat-part":"%d"}\
            """.formatted(number, text, number);
        return Posts.send(
                        "POST",
                        channel.path(),
                        json.getBytes(StandardCharsets.UTF_8),
                        Stream.of(Map.entry("Content-Type", "application/json")))
                .statusCode();
    }

    /** Sets the time at which the vectors of a file were made, and what Amazon answers. */
    private static void at(String file) {
        Instant made = Instant.parse(Vectors.clock(file + ".json"));
        QuarkusMock.installMockForType(Clock.fixed(made, ZoneOffset.UTC), Clock.class);
        QuarkusMock.installMockForType(
                new FakeProviderCalls(Vectors.texts(file + ".json", "certificates")), ProviderCalls.class);
    }

    private static TestChannels.Draft channel(String file, Vector vector) {
        String provider = file.startsWith("twilio") ? "twilio" : file;
        return TestChannels.of(provider, vector.secrets().toArray(String[]::new))
                .with(vector.settings())
                .postedTo(vector.address());
    }

    private static HttpResponse<String> post(TestChannels.Draft channel, Vector vector) {
        return Posts.send(vector.method(), channel.path() + vector.query(), vector.body(), vector.headers());
    }

    private static HttpResponse<String> post(String path) {
        return Posts.send("POST", path, MAIL, Stream.of(Map.entry("Content-Type", "message/rfc822")));
    }
}
