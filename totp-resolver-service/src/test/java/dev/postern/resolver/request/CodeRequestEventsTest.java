package dev.postern.resolver.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.ApiKeyChanged;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.ResolverInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request followed as a stream, by a client that reads line by line. */
@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class CodeRequestEventsTest {
    private static final String END = "END";

    @Inject
    Publisher publisher;

    @TestHTTPResource
    URI base;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;
    private String id;

    @BeforeEach
    void makeARequest() {
        key = publisher.key(organization);
        id = given().header("x-api-key", key)
                .contentType("application/json")
                .body("{\"totp_identifier\":\"" + address + "\",\"page_origin\":\"https://example.com\"}")
                .post("/v1/code-requests")
                .path("code_request_id");
    }

    @Test
    void tellsHowItStandsThenTheCodeAndEnds() throws Exception {
        // Given
        BlockingQueue<String> lines = follow("");
        assertThat(event(lines)).containsExactly("id: waiting", "event: waiting");

        // When
        publisher.publish(publisher.code(organization, address, "847291"));

        // Then
        assertThat(event(lines)).containsExactly("id: delivered", "event: delivered", "code: 847291");
        assertThat(lines.poll(20, TimeUnit.SECONDS)).isEqualTo(END);
    }

    @Test
    void tellsWhoeverComesBackWhatItMissedAndNothingElse() throws Exception {
        // Given
        BlockingQueue<String> lines = follow("waiting");

        // When
        publisher.publish(publisher.code(organization, address, "847291"));

        // Then
        assertThat(event(lines)).containsExactly("id: delivered", "event: delivered", "code: 847291");
        assertThat(lines.poll(20, TimeUnit.SECONDS)).isEqualTo(END);
        assertThat(get("delivered").statusCode()).isEqualTo(204);
        assertThat(event(follow("waiting"))).contains("code: 847291");
    }

    @Test
    void warnsOfACodeOfAnotherSiteAndGoesOn() throws Exception {
        // Given
        BlockingQueue<String> lines = follow("waiting");

        // When
        publisher.publish(publisher
                .message(organization, address)
                .code("111111")
                .boundTo("other.example")
                .event());
        List<String> warning = event(lines);
        publisher.publish(publisher
                .message(organization, address)
                .code("222222")
                .boundTo("example.com")
                .event());

        // Then
        assertThat(warning).contains("event: warning").doesNotContain("code: 111111");
        assertThat(event(lines)).contains("event: delivered", "code: 222222");
    }

    @Test
    void endsWithItsKeyAndTellsNoCodeThatComesThen() throws Exception {
        // Given
        BlockingQueue<String> revoked = follow("");
        assertThat(event(revoked)).contains("event: waiting");

        // When
        publisher.changed(key, organization, ApiKeyChanged.State.REVOKED, null, "codes:request");

        // Then
        assertThat(revoked.poll(20, TimeUnit.SECONDS)).isEqualTo(END);
        publisher.publish(publisher.code(organization, address, "847291"));
        assertThat(get("").statusCode()).isEqualTo(403);
    }

    @Test
    void endsWhenItsKeyExpires() throws Exception {
        // Given
        BlockingQueue<String> lines = follow("");
        assertThat(event(lines)).contains("event: waiting");

        // When
        publisher.changed(
                key, organization, ApiKeyChanged.State.ACTIVE, Instant.now().plusMillis(400), "codes:request");

        // Then
        assertThat(lines.poll(20, TimeUnit.SECONDS)).isEqualTo(END);
    }

    @Test
    void endsWhenTheCallerStopsWaiting() throws Exception {
        // Given
        BlockingQueue<String> lines = follow("waiting");

        // When
        given().header("x-api-key", key).delete("/v1/code-requests/" + id);

        // Then
        assertThat(event(lines)).contains("event: cancelled");
        assertThat(lines.poll(20, TimeUnit.SECONDS)).isEqualTo(END);
    }

    @Test
    void refusesStrangersAndUnknownRequestsAlike() throws Exception {
        // Given
        String stranger = publisher.key("o_" + UUID.randomUUID());

        // When
        HttpResponse<String> foreign = http.send(request(id, stranger, ""), BodyHandlers.ofString());
        HttpResponse<String> unknown = http.send(request("cr_none", key, ""), BodyHandlers.ofString());

        // Then
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(foreign.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    private HttpResponse<String> get(String lastEventId) throws Exception {
        return http.send(request(id, key, lastEventId), BodyHandlers.ofString());
    }

    private HttpRequest request(String of, String with, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/v1/code-requests/" + of + "/events"))
                .header("x-api-key", with)
                .header("accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        return request.build();
    }

    private BlockingQueue<String> follow(String lastEventId) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        var _ = http.sendAsync(request(id, key, lastEventId), BodyHandlers.ofLines())
                .thenAccept(response -> response.body().forEach(lines::add))
                .whenComplete((_, _) -> lines.add(END));
        return lines;
    }

    /** The next event's lines, its data reduced to the code. */
    private static List<String> event(BlockingQueue<String> lines) throws InterruptedException {
        List<String> event = new ArrayList<>();
        while (true) {
            String line = lines.poll(20, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new IllegalStateException("The stream ended");
            }
            if (line.isEmpty() && !event.isEmpty()) {
                return event;
            }
            if (line.startsWith("data:")) {
                Matcher code = Pattern.compile("\"code\":\"(\\d+)\"").matcher(line);
                if (code.find()) {
                    event.add("code: " + code.group(1));
                }
            } else if (!line.isEmpty()) {
                event.add(line.replaceFirst(":\\s*", ": "));
            }
        }
    }
}
