package dev.postern.resolver.settings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.postern.events.AuditRecorded;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.resolver.Publisher;
import dev.postern.resolver.wired.WiredResolver;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code received_after}: 5 minutes before the run's first request by default, configurable per organisation. */
@ExtendWith(WiredResolver.class)
class RequestSettingsTest {
    private static final String ROUTE = "/v1/request-settings";

    @Inject
    Publisher publisher;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final String organization = "o_" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@example.com";
    private String key;

    @BeforeEach
    void makeKey() {
        key = adminOf(organization);
    }

    @Test
    void aRequestLooksBackTwoMinutesUnlessItsOrganisationSaysOtherwise() {
        // Given
        as(key).get(ROUTE).then().statusCode(200).body("look_back_seconds", equalTo(120));
        received("111111", 400);
        received("222222", 100);

        // Then
        assertThat(codeFor("wr_1", "")).isEqualTo("222222");
        assertThat(codeFor("wr_2", "")).isNull();

        // When
        set("500").then().statusCode(200).body("look_back_seconds", equalTo(500));

        // Then
        assertThat(codeFor("wr_3", "")).isEqualTo("111111");
        as(key).get(ROUTE).then().body("look_back_seconds", equalTo(500));
    }

    @Test
    void withoutAnyLookBackOnlyWhatComesLaterCounts() {
        // Given
        received("111111", 2);
        set("0").then().statusCode(200).body("look_back_seconds", equalTo(0));

        // Then
        assertThat(codeFor("wr_1", "")).isNull();
        publisher.publish(publisher.code(organization, address, "222222"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> "222222".equals(codeFor("wr_1", "")));
    }

    @Test
    void whatARequestSaysItselfHolds() {
        // Given
        set("0").then().statusCode(200);
        received("111111", 100);

        // Then
        assertThat(codeFor("wr_1", "")).isNull();
        assertThat(codeFor("wr_2", ",\"received_after\":\"" + Instant.now().minusSeconds(120) + "\""))
                .isEqualTo("111111");
    }

    @Test
    void anotherOrganisationKeepsItsOwn() {
        // Given
        String stranger = adminOf("o_" + UUID.randomUUID());

        // When
        set("7").then().statusCode(200);

        // Then
        as(stranger).get(ROUTE).then().body("look_back_seconds", equalTo(120));
    }

    @Test
    void aNullGoesBackToTheDefault() {
        // Given
        set("7").then().statusCode(200).body("look_back_seconds", equalTo(7));

        // Then
        set("null").then().statusCode(200).body("look_back_seconds", equalTo(120));
        as(key).get(ROUTE).then().body("look_back_seconds", equalTo(120));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "86401", "\"300\"", "1.5", "true"})
    void whatIsNoLookBackIsRefusedAndChangesNothing(String value) {
        set(value)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo("/look_back_seconds"));
        as(key).get(ROUTE).then().body("look_back_seconds", equalTo(120));
    }

    @Test
    void onlyAnAdminMaySeeOrChangeIt() {
        String caller = publisher.key(organization, "codes:request", "codes:read", "codes:push");

        as(caller).get(ROUTE).then().statusCode(403);
        as(caller).body("{\"look_back_seconds\":1}").patch(ROUTE).then().statusCode(403);
        as(publisher.operatorKey()).get(ROUTE).then().statusCode(403);
        given().get(ROUTE).then().statusCode(403);
    }

    @Test
    void aChangeIsAuditedAndARepeatIsNone() {
        // When
        set("60").then().statusCode(200);
        set("60").then().statusCode(200);
        set("61").then().statusCode(200);

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(audit())
                        .extracting(AuditRecorded::action)
                        .containsExactly("request_settings.changed", "request_settings.changed"));
    }

    private String adminOf(String owner) {
        return publisher.key(owner, "admin", "codes:request", "codes:read");
    }

    private void received(String code, long secondsAgo) {
        publisher.publish(publisher
                .message(organization, address)
                .code(code)
                .receivedAt(Instant.now().minusSeconds(secondsAgo))
                .event());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> as(key).get("/v1/codes")
                        .<List<String>>path("codes.code")
                        .contains(code));
    }

    /** What the run is given now; another answer of the same run does not hide it. */
    private @Nullable String codeFor(String run, String more) {
        return as(key).body("{\"totp_identifier\":\"" + address + "\",\"workflow_run_id\":\"" + run
                        + "\",\"hesitation_seconds\":0" + more + "}")
                .post("/v1/code-requests")
                .path("code");
    }

    private Response set(String seconds) {
        return as(key).body("{\"look_back_seconds\":" + seconds + "}").patch(ROUTE);
    }

    private static RequestSpecification as(String caller) {
        return given().header("x-api-key", caller).contentType("application/json");
    }

    private List<AuditRecorded> audit() {
        return TopicContent.of(bootstrapServers, Topic.AUDIT).stream()
                .filter(record -> organization.equals(record.key()))
                .map(record -> EventJson.readerFor(AuditRecorded.class).read(record.value()))
                .toList();
    }
}
