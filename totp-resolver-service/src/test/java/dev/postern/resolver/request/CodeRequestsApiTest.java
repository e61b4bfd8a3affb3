package dev.postern.resolver.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.postern.events.AuditRecorded;
import dev.postern.events.CodeReceived;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.ResolverInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ResolverInstallation.class)
class CodeRequestsApiTest {
    @Inject
    Publisher publisher;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;

    @BeforeEach
    void makeKey() {
        key = publisher.key(organization);
    }

    @Test
    void theRouteOfSkyvernServersIsForPostsAlone() {
        given().get("/v1/totp-url/any")
                .then()
                .statusCode(405)
                .contentType("application/json")
                .body("detail", equalTo("Method Not Allowed"));
    }

    @Test
    void answersAWaitingRequestWhenItsCodeArrives() throws Exception {
        // Given
        CompletableFuture<Response> held = CompletableFuture.supplyAsync(() -> asCaller()
                .header("Prefer", "wait=30")
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests"));
        awaitWaiting(1);

        // When
        publisher.publish(publisher.code(organization, address, "847291"));

        // Then
        held.get(20, TimeUnit.SECONDS)
                .then()
                .statusCode(200)
                .header("Preference-Applied", "wait=30")
                .body("status", equalTo("delivered"))
                .body("code", equalTo("847291"))
                .body("otp_type", equalTo("totp"))
                .body("source", equalTo("received"))
                .body("totp_identifier", equalTo(address))
                .body("evidence.rule", equalTo("keyword-before"));
    }

    @Test
    void saysWhereToLookAgainWhenNothingIsThereYet() {
        asCaller()
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .then()
                .statusCode(202)
                .header("Location", startsWith("/v1/code-requests/cr_"))
                .body("status", equalTo("waiting"))
                .body("code", nullValue());
    }

    @Test
    void joinsTheSameRequestUnderTheSameKey() {
        // Given
        String idempotencyKey = UUID.randomUUID().toString();
        String body = "{\"totp_identifier\":\"" + address + "\"}";
        String first = asCaller()
                .header("Idempotency-Key", idempotencyKey)
                .body(body)
                .post("/v1/code-requests")
                .path("code_request_id");

        // When
        Response same =
                asCaller().header("Idempotency-Key", idempotencyKey).body(body).post("/v1/code-requests");
        Response other = asCaller()
                .header("Idempotency-Key", idempotencyKey)
                .body("{\"totp_identifier\":\"else@example.com\"}")
                .post("/v1/code-requests");

        // Then
        assertThat(same.<String>path("code_request_id")).isEqualTo(first);
        other.then().statusCode(422).body("type", equalTo("/problems/idempotency-key-reused"));
    }

    @Test
    void warnsWhoeverIsOnAnotherSitesPageAndKeepsWaiting() {
        // Given
        Response first = asCaller()
                .body("{\"totp_identifier\":\"" + address + "\",\"page_origin\":\"https://evil.example\"}")
                .post("/v1/code-requests");
        String place = first.header("Location");

        // When
        publisher.publish(publisher
                .message(organization, address)
                .code("847291")
                .boundTo("example.com")
                .event());
        Response warned = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> asCaller().get(place), answer -> answer.statusCode() != 202);
        Response after = asCaller().get(place);

        // Then
        warned.then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/page-origin-mismatch"))
                .header("Location", equalTo(place));
        assertThat(warned.asString()).doesNotContain("847291").doesNotContain(address);
        after.then().statusCode(202).body("code", nullValue());
    }

    @Test
    void warnsAHeldCallerAtOnce() throws Exception {
        // Given
        CompletableFuture<Response> held = CompletableFuture.supplyAsync(() -> asCaller()
                .header("Prefer", "wait=30")
                .body("{\"totp_identifier\":\"" + address + "\",\"page_origin\":\"https://evil.example:8443\"}")
                .post("/v1/code-requests"));
        awaitWaiting(1);

        // When
        publisher.publish(publisher
                .message(organization, address)
                .code("847291")
                .boundTo("example.com")
                .event());

        // Then
        held.get(20, TimeUnit.SECONDS).then().statusCode(409).body("code", nullValue());
    }

    @Test
    void refusesWhatItCannotKeep() {
        asCaller()
                .body("{\"totp_identifier\":\"" + address + "\",\"page_origin\":\"bank\",\"timeout_seconds\":0}")
                .post("/v1/code-requests")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItem("/page_origin"))
                .body("errors.pointer", hasItem("/timeout_seconds"));
        asCaller().body("{}").post("/v1/code-requests").then().statusCode(422);
        asCaller().body("{").post("/v1/code-requests").then().statusCode(422);
    }

    @Test
    void tellsAStrangerNothing() {
        // Given
        String id = asCaller()
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .path("code_request_id");
        String stranger = publisher.key("o_" + UUID.randomUUID());

        // When
        Response foreign = given().header("x-api-key", stranger).get("/v1/code-requests/" + id);
        Response unknown = given().header("x-api-key", stranger).get("/v1/code-requests/cr_unknown");
        Response nobody = given().get("/v1/code-requests/" + id);

        // Then
        foreign.then().statusCode(404);
        assertThat(foreign.<String>path("detail")).isEqualTo(unknown.path("detail"));
        nobody.then().statusCode(403).body("detail", equalTo("Invalid credentials"));
    }

    @Test
    void theAuditTellsWhoAskedForACodeWhoElseWasToldItAndWhoToldItsOutcome() {
        // Given
        String place = asCaller()
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .header("Location");
        CodeReceived code = publisher.code(organization, address, "847291");
        publisher.publish(code);
        asCaller().header("Prefer", "wait=30").get(place).then().body("code", equalTo("847291"));

        // When
        String another = publisher.key(organization);
        for (int i = 0; i < 2; i++) {
            given().header("x-api-key", another).get(place).then().body("code", equalTo("847291"));
        }
        asCaller()
                .body("{\"outcome\":\"accepted\"}")
                .post(place + "/outcome")
                .then()
                .statusCode(200);

        // Then
        List<AuditRecorded> audit = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        this::audit,
                        told -> actor(told, "code-request.outcome-told") != null
                                && actor(told, "code.read") != null
                                && actor(told, "code.handed-out") != null);
        assertThat(actor(audit, "code.handed-out"))
                .startsWith("ak_")
                .isEqualTo(actor(audit, "code-request.outcome-told"))
                .isNotEqualTo(actor(audit, "code.read"));
        assertThat(audit)
                .filteredOn(record -> record.action().equals("code.read"))
                .extracting(AuditRecorded::subject)
                .containsOnly(code.totpCodeId());
    }

    private List<AuditRecorded> audit() {
        return TopicContent.of(bootstrapServers, Topic.AUDIT).stream()
                .filter(record -> organization.equals(record.key()))
                .map(record -> EventJson.readerFor(AuditRecorded.class).read(record.value()))
                .toList();
    }

    /** Who did it; null when nobody did. */
    private static @Nullable String actor(List<AuditRecorded> audit, String action) {
        return audit.stream()
                .filter(record -> record.action().equals(action))
                .map(AuditRecorded::actor)
                .findFirst()
                .orElse(null);
    }

    @Test
    void stopsWaitingWhenTold() throws Exception {
        // Given
        String id = asCaller()
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .path("code_request_id");
        CompletableFuture<Response> held = CompletableFuture.supplyAsync(
                () -> asCaller().header("Prefer", "wait=30").get("/v1/code-requests/" + id));

        // When
        asCaller().delete("/v1/code-requests/" + id).then().statusCode(204);

        // Then
        held.get(20, TimeUnit.SECONDS).then().statusCode(200).body("status", equalTo("cancelled"));
    }

    @Test
    void listsWhatWasReceivedInSkyvernsWords() {
        // Given
        publisher.publish(publisher.code(organization, address, "111111"));
        publisher.publish(publisher.code(organization, address, "222222"));

        // When
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asCaller()
                        .queryParam("totp_identifier", address)
                        .get("/v1/credentials/totp")
                        .then()
                        .statusCode(200)
                        .body("$", hasSize(2)));

        // Then
        asCaller()
                .queryParam("limit", "1")
                .get("/v1/credentials/totp/")
                .then()
                .statusCode(200)
                .body("[0].code", equalTo("222222"))
                .body("[0].content", equalTo("Your verification code is 222222"))
                .body("[0].created_at", not(startsWith("Z")));
        asCaller()
                .queryParam("limit", "201")
                .get("/v1/credentials/totp")
                .then()
                .statusCode(422)
                .body("detail[0].loc", equalTo(List.of("query", "limit")))
                .body("detail[0].type", equalTo("less_than_equal"));
        given().header("x-api-key", "wrong")
                .get("/v1/credentials/totp")
                .then()
                .statusCode(403)
                .body("detail", equalTo("Invalid credentials"));
    }

    @Test
    void putsAsideWhatIsNoEventAndGoesOn() throws Exception {
        // Given
        publisher.publish(Topic.CODES_RECEIVED.topicName(), "key", "no event".getBytes(StandardCharsets.UTF_8));

        // When
        publisher.publish(publisher.code(organization, address, "333333"));

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> asCaller().get("/v1/credentials/totp").then().body("code", hasItem("333333")));
    }

    private RequestSpecification asCaller() {
        return given().header("x-api-key", key).contentType("application/json");
    }

    private void awaitWaiting(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> asCaller()
                        .get("/v1/code-requests?status=waiting")
                        .then()
                        .statusCode(200)
                        .body("code_requests", hasSize(count)));
    }
}
