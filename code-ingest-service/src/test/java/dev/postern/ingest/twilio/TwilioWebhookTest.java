package dev.postern.ingest.twilio;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.ingest.IngestServiceResource;
import dev.postern.ingest.TestChannels;
import dev.postern.ingest.webhook.Posts;
import dev.postern.ingest.webhook.Posts.Taken;
import dev.postern.ingest.webhook.Vectors;
import dev.postern.ingest.webhook.Vectors.Vector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twilio's posts, sent to the running service. */
@QuarkusTest
@QuarkusTestResource(IngestServiceResource.class)
class TwilioWebhookTest {
    private static final String AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String TWIML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    static Stream<Vector> vectors() {
        return Vectors.of("twilio.json");
    }

    @BeforeEach
    void waitUntilReady() {
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void believesWhatIsGenuineAndNothingElse(Vector vector) {
        // Given
        TestChannels.Draft channel = TestChannels.of("twilio", vector.secret("authToken"))
                .postedTo(vector.address())
                .publish();
        // When
        HttpResponse<String> answer =
                Posts.send(vector.method(), channel.path() + vector.query(), vector.body(), vector.headers());
        // Then
        assertThat(answer.statusCode()).isEqualTo(vector.valid() ? 200 : 403);
        assertThat(answer.body()).isEqualTo(TWIML);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/xml"));
        String text = vector.expected("text");
        if (vector.valid() && text != null && !text.isEmpty()) {
            assertThat(Posts.taken(channel)).singleElement().satisfies(taken -> {
                assertThat(taken.identifier()).isEqualTo(vector.expected("to"));
                assertThat(taken.text()).isEqualTo(text);
            });
        } else {
            assertThat(Posts.taken(channel)).isEmpty();
        }
    }

    @Test
    void signsTheAddressThatCredentialServiceGaveIt() {
        // Given
        TestChannels.Draft channel = TestChannels.of("twilio", AUTH_TOKEN).publish();
        Map<String, String> fields = message("SM1", "G-482913 is your Example verification code.");
        // When
        HttpResponse<String> answer = post(channel, fields, "http://127.0.0.1:8080" + channel.path());
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Posts.taken(channel)).extracting(Taken::withCode).containsExactly(true);
    }

    @Test
    void takesARepeatedAttemptForTheSameMessage() {
        // Given
        TestChannels.Draft channel = TestChannels.of("twilio", AUTH_TOKEN).publish();
        String url = "http://127.0.0.1:8080" + channel.path();
        Map<String, String> first = message("SM1", "551204 is your code");
        // When
        post(channel, first, url);
        HttpResponse<String> again = post(channel, first, url);
        post(channel, message("SM2", "551204 is your code"), url);
        // Then
        assertThat(again.statusCode()).isEqualTo(200);
        List<Taken> taken = Posts.taken(channel);
        assertThat(taken).hasSize(3);
        assertThat(taken.stream().map(Taken::id).distinct()).hasSize(2);
    }

    @Test
    void believesEitherOfTwoSecretsWhileOneIsReplaced() {
        // Given
        TestChannels.Draft channel =
                TestChannels.of("twilio", "the-old-one", AUTH_TOKEN).publish();
        // When
        HttpResponse<String> answer =
                post(channel, message("SM1", "551204 is your code"), "http://127.0.0.1:8080" + channel.path());
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void findsWhomWhatsAppMeans() {
        // Given
        TestChannels.Draft channel = TestChannels.of("twilio", AUTH_TOKEN).publish();
        Map<String, String> fields = message("SM1", "551204 is your code");
        fields.put("To", "whatsapp:+12025550143");
        // When
        post(channel, fields, "http://127.0.0.1:8080" + channel.path());
        // Then
        assertThat(Posts.taken(channel)).extracting(Taken::identifier).containsExactly("+12025550143");
    }

    @Test
    void answersAGenuinePostThatIsNoMessageForGood() {
        // Given
        TestChannels.Draft channel = TestChannels.of("twilio", AUTH_TOKEN).publish();
        Map<String, String> call = new TreeMap<>(Map.of("CallSid", "CA1", "To", "+12025550143"));
        // When
        HttpResponse<String> answer = post(channel, call, "http://127.0.0.1:8080" + channel.path());
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(TWIML);
    }

    @Test
    void refusesTwoSignatures() {
        // Given
        TestChannels.Draft channel = TestChannels.of("twilio", AUTH_TOKEN).publish();
        Map<String, String> fields = message("SM1", "551204 is your code");
        String good = TwilioSdk.signature(AUTH_TOKEN, "http://127.0.0.1:8080" + channel.path(), fields);
        // When
        HttpResponse<String> answer = Posts.send(
                "POST",
                channel.path(),
                form(fields),
                Stream.of(
                        Map.entry("Content-Type", "application/x-www-form-urlencoded"),
                        Map.entry("X-Twilio-Signature", good),
                        Map.entry("X-Twilio-Signature", good)));
        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void refusesWhatIsLongerThanAnyMessage() {
        // Given
        TestChannels.Draft channel = TestChannels.of("twilio", AUTH_TOKEN).publish();
        // When
        HttpResponse<String> answer =
                post(channel, message("SM1", "x".repeat(300_000)), "http://127.0.0.1:8080" + channel.path());
        // Then
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo(TWIML);
    }

    private static HttpResponse<String> post(TestChannels.Draft channel, Map<String, String> fields, String url) {
        return Posts.send(
                "POST",
                channel.path(),
                form(fields),
                Stream.of(
                        Map.entry("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
                        Map.entry("X-Twilio-Signature", TwilioSdk.signature(AUTH_TOKEN, url, fields))));
    }

    private static Map<String, String> message(String sid, String text) {
        return new TreeMap<>(Map.of(
                "MessageSid", whole(sid), "From", "+12025550199", "To", "+12025550143", "Body", text, "NumMedia", "0"));
    }

    /** Twilio's ids are two letters and 32 digits. */
    private static String whole(String sid) {
        return sid.substring(0, 2) + "0".repeat(34 - sid.length()) + sid.substring(2);
    }

    private static byte[] form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
