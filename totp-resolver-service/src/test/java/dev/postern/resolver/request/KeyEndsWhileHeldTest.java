package dev.postern.resolver.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.postern.events.ApiKeyChanged;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key that ends takes the calls with it that it holds: docs/rules.md, "Access". */
@ExtendWith(WiredResolver.class)
class KeyEndsWhileHeldTest {
    private static final String SCOPE = "codes:request";

    @Inject
    Publisher publisher;

    @Inject
    MeterRegistry metrics;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;
    private String other;

    /** How a key ends. */
    enum End {
        REVOKED,
        EXPIRED,
        WITHOUT_THE_SCOPE,
        OF_ANOTHER_ORGANISATION
    }

    @BeforeEach
    void makeKeys() {
        key = publisher.key(organization, SCOPE);
        other = publisher.key(organization);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void aHeldPostIsRefusedAtOnceAndItsRunGetsTheCodeWithAFreshKey(End how) throws Exception {
        // Given
        CompletableFuture<Response> held = async(() -> post(key, ",\"workflow_run_id\":\"wr_1\""));
        awaitWaiting(1);

        // When
        end(how);

        // Then
        held.get(20, TimeUnit.SECONDS).then().statusCode(403).contentType("application/problem+json");
        awaitWaiting(1);
        double before = held();
        CompletableFuture<Response> fresh = async(() -> post(other, ",\"workflow_run_id\":\"wr_1\""));
        Awaitility.await().until(() -> held() > before);
        push();
        fresh.get(20, TimeUnit.SECONDS).then().statusCode(200).body("code", equalTo("847291"));
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void aHeldLookIsRefusedAtOnce(End how) throws Exception {
        // Given
        String id = given().header("x-api-key", key)
                .contentType("application/json")
                .body("{\"totp_identifier\":\"" + address + "\"}")
                .post("/v1/code-requests")
                .path("code_request_id");
        double before = held();
        CompletableFuture<Response> held = async(() -> look(key, id));
        Awaitility.await().until(() -> held() > before);

        // When
        end(how);

        // Then
        held.get(20, TimeUnit.SECONDS).then().statusCode(403);
        push();
        look(other, id).then().statusCode(200).body("code", equalTo("847291"));
    }

    @Test
    void aRequestWhoseIdNobodyLearntLeavesTheCodeToOthers() throws Exception {
        // Given
        CompletableFuture<Response> held = async(() -> post(key, ""));
        awaitWaiting(1);

        // When
        end(End.REVOKED);

        // Then
        held.get(20, TimeUnit.SECONDS).then().statusCode(403);
        awaitWaiting(0);
    }

    @Test
    void aKeyThatGoesOnKeepsItsCalls() throws Exception {
        // Given
        CompletableFuture<Response> held = async(() -> post(key, ""));
        awaitWaiting(1);

        // When
        publisher.changed(
                key, organization, ApiKeyChanged.State.ACTIVE, Instant.now().plusSeconds(600), SCOPE, "codes:read");
        Awaitility.await()
                .until(() -> given().header("x-api-key", key).get("/v1/codes").statusCode() == 200);
        push();

        // Then
        held.get(20, TimeUnit.SECONDS).then().statusCode(200).body("code", equalTo("847291"));
    }

    private double held() {
        return metrics.get("postern.code.requests.held").gauge().value();
    }

    private void end(End how) {
        switch (how) {
            case REVOKED -> publisher.changed(key, organization, ApiKeyChanged.State.REVOKED, null, SCOPE);
            case EXPIRED ->
                publisher.changed(
                        key,
                        organization,
                        ApiKeyChanged.State.ACTIVE,
                        Instant.now().plusMillis(400),
                        SCOPE);
            case WITHOUT_THE_SCOPE ->
                publisher.changed(key, organization, ApiKeyChanged.State.ACTIVE, null, "codes:read");
            case OF_ANOTHER_ORGANISATION -> publisher.changed(key, "o_other", ApiKeyChanged.State.ACTIVE, null, SCOPE);
        }
    }

    private Response post(String by, String more) {
        return given().header("x-api-key", by)
                .header("Prefer", "wait=50")
                .contentType("application/json")
                .body("{\"totp_identifier\":\"" + address + "\"" + more + "}")
                .post("/v1/code-requests");
    }

    private static Response look(String by, String id) {
        return given().header("x-api-key", by).header("Prefer", "wait=50").get("/v1/code-requests/" + id);
    }

    private void push() {
        publisher.publish(publisher.code(organization, address, "847291"));
    }

    private void awaitWaiting(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(given().header("x-api-key", other)
                                .get("/v1/code-requests?status=waiting")
                                .jsonPath()
                                .getList("code_requests"))
                        .hasSize(count));
    }

    private static CompletableFuture<Response> async(Supplier<Response> call) {
        return CompletableFuture.supplyAsync(call, task -> Thread.ofVirtual().start(task));
    }
}
