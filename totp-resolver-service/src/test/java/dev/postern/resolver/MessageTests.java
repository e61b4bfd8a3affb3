package dev.postern.resolver;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;

import dev.postern.events.AuditRecorded;
import dev.postern.events.EventJson;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of messages have in common: an organisation of their own, and the way to what it is told. */
public abstract class MessageTests {
    protected static final String ROUTE = "/v1/messages";

    @Inject
    protected Publisher publisher;

    @Inject
    protected Clock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    protected String bootstrapServers;

    protected final String organization = "o_" + UUID.randomUUID();
    protected final String address = UUID.randomUUID() + "@example.com";
    private String key;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
    }

    protected RequestSpecification asCaller() {
        return as(key);
    }

    protected static RequestSpecification as(String key) {
        return given().header("x-api-key", key).contentType("application/json");
    }

    protected MessageDraft draft() {
        return publisher.message(organization, address);
    }

    /** Publishes a message and waits until it is stored. */
    protected String stored(MessageUnparsed message) {
        publisher.publish(message);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asCaller()
                        .queryParam("limit", "200")
                        .get(ROUTE)
                        .then()
                        .statusCode(200)
                        .body("messages.totp_code_id", hasItem(message.totpCodeId())));
        return message.totpCodeId();
    }

    protected Response ask(String more) {
        return asCaller()
                .body("{\"totp_identifier\":\"" + address + "\"" + more + "}")
                .post("/v1/code-requests");
    }

    protected CompletableFuture<Response> askAndWait(String more) {
        CompletableFuture<Response> held = CompletableFuture.supplyAsync(() -> asCaller()
                .header("Prefer", "wait=30")
                .body("{\"totp_identifier\":\"" + address + "\"" + more + "}")
                .post("/v1/code-requests"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> asCaller()
                                .get("/v1/code-requests?status=waiting")
                                .<List<?>>path("code_requests")
                                .size()
                        == 1);
        return held;
    }

    protected String state(String id) {
        return asCaller().get(ROUTE + "/" + id).path("state");
    }

    /** What the audit has of this organisation, once it has something. */
    protected List<AuditRecorded> audit() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> records(Topic.AUDIT).stream()
                                .filter(record -> record.key().equals(organization))
                                .map(record ->
                                        EventJson.readerFor(AuditRecorded.class).read(record.value()))
                                .toList(),
                        found -> !found.isEmpty());
    }

    protected List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        return TopicContent.of(bootstrapServers, topic);
    }
}
