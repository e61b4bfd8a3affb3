package dev.postern.credential.apikey;

import static dev.postern.credential.Installation.as;
import static dev.postern.credential.Installation.operatorKey;
import static dev.postern.credential.Installation.organization;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation.Organization;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class KeyExpiryTest {

    @Test
    void opensNothingOnceItsTimeIsOver() {
        // Given
        Organization organization = organization();
        Instant end = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        // When
        Response made = make(organization.key(), "[\"credentials:read\"]", "\"" + end + "\"");
        // Then
        made.then().statusCode(201).body("expires_at", is(end.toString()));
        String key = made.path("key");
        await().untilAsserted(() ->
                as(key).get("/v1/credentials").then().statusCode(403).body("detail", is("Auth token is expired")));
        organization.request().get("/v1/api-keys").then().body("expires_at", hasItem(end.toString()));
    }

    @Test
    void opensWhatItsScopesSayBefore() {
        Organization organization = organization();
        String end = Instant.now().plus(1, ChronoUnit.DAYS).toString();
        String key = make(organization.key(), "[\"credentials:read\"]", "\"" + end + "\"")
                .path("key");
        as(key).get("/v1/credentials").then().statusCode(200);
    }

    @Test
    void makesNoKeyThatOutlivesIt() {
        // Given
        Organization organization = organization();
        Instant end = Instant.now().plus(1, ChronoUnit.DAYS);
        String key = make(organization.key(), "[\"admin\",\"codes:read\"]", "\"" + end + "\"")
                .path("key");
        // Then
        make(key, "[\"codes:read\"]", "null").then().statusCode(403);
        make(key, "[\"codes:read\"]", "\"" + end.plusSeconds(1) + "\"").then().statusCode(403);
        make(key, "[\"codes:read\"]", "\"" + end.minusSeconds(1) + "\"").then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2020-01-01T00:00:00Z\"", "\"tomorrow\"", "true", "[]", "1e40"})
    void refusesAnEndThatIsNone(String end) {
        make(organization().key(), "[\"codes:read\"]", end)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("/expires_at"));
    }

    @Test
    void theOperatorGivesWhatNoKeyOfTheOrganisationHas() {
        // Given
        Organization organization = organization();
        String route = "/v1/organizations/" + organization.id() + "/api-keys";
        String body = "{\"name\":\"n\",\"scopes\":[\"credentials:reveal\",\"admin\"]}";
        // Then
        String key = as(operatorKey())
                .body(body)
                .post(route)
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        as(key).get("/v1/vault/credentials").then().statusCode(200);
        as(key).get("/v1/api-keys").then().statusCode(200).body("name", hasItem("n"));
        organization.request().body(body).post(route).then().statusCode(403);
        as(operatorKey())
                .body(body.replace("admin", "operator"))
                .post(route)
                .then()
                .statusCode(403);
        as(operatorKey()).body("{}").post(route).then().statusCode(422);
        as(operatorKey())
                .body(body)
                .post("/v1/organizations/o_unknown/api-keys")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private static Response make(String key, String scopes, String end) {
        return as(key).body("{\"name\":\"n\",\"scopes\":" + scopes + ",\"expires_at\":" + end + "}")
                .post("/v1/api-keys");
    }
}
