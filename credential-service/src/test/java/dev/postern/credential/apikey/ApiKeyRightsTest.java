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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key may give, for how long, and what ends with it. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class ApiKeyRightsTest {
    private static final String ENDPOINTS = "/v1/totp-url-endpoints";
    private static final String ROTATIONS = "/v1/key-rotations";
    private static final String CHANNELS = "/v1/inbound-channels";
    private static final String ENDPOINT = """
            {"name":"e","totp_identifier":"login@example.com","signing_keys":["the-key-of-skyvern"]}""";
    private static final String CHANNEL = """
            {"name":"c","provider":"mime"}""";

    @Test
    void nobodyGrantsWhatTheyLack() {
        Organization organization = organization();
        for (String scope : List.of("operator", "credentials:reveal")) {
            organization
                    .request()
                    .body(Map.of("name", "n", "scopes", List.of("codes:read", scope)))
                    .post("/v1/api-keys")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json");
        }
        String onlyAdmin = organization.key("admin");
        as(onlyAdmin)
                .body(Map.of("name", "n", "scopes", List.of("codes:read")))
                .post("/v1/api-keys")
                .then()
                .statusCode(403);
    }

    @Test
    void onlyAnOperatorReplacesDataKeysAndSecretsAreReadMeanwhile() {
        // Given
        Organization organization = organization();
        String credential = organization.storeAuthenticator("JBSWY3DPEHPK3PXP");
        Map<String, String> asked = Map.of("kind", "data", "organization_id", organization.id());
        organization.request().body(asked).post(ROTATIONS).then().statusCode(403);
        as(operatorKey())
                .body(Map.of("kind", "data", "organization_id", "o_unknown"))
                .post(ROTATIONS)
                .then()
                .statusCode(404);
        // When
        Response begun = as(operatorKey()).body(asked).post(ROTATIONS);
        begun.then().statusCode(202).body("kind", is("data"), "rows_total", is(1));
        String rotation = ROTATIONS + "/" + begun.path("rotation_id");
        // Then
        as(operatorKey()).body(asked).post(ROTATIONS).then().statusCode(409);
        organization.request().get(rotation).then().statusCode(403);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> as(operatorKey())
                        .get(rotation)
                        .then()
                        .statusCode(200)
                        .body("step", is("settling"), "rows_done", is(1)));
        as(operatorKey())
                .get(ROTATIONS + "?page_size=500")
                .then()
                .body("rotation_id", hasItem(begun.<String>path("rotation_id")));
        as(operatorKey()).get(ROTATIONS + "/kr_1").then().statusCode(404);
        organization
                .request()
                .get("/v1/credentials/" + credential + "/totp-code")
                .then()
                .statusCode(200);
        organization.storeAuthenticator("JBSWY3DPEHPK3PXP");
    }

    @Test
    void nobodyMakesAnEndpointOrAChannelThatDoesWhatTheyMayNot() {
        // Given
        Organization organization = organization();
        String admin = organization.key("admin");
        String asks = organization.key("admin", "codes:request");
        String pushes = organization.key("admin", "codes:push");
        Response endpoint = as(asks).body(ENDPOINT).post(ENDPOINTS);
        Response channel = as(pushes).body(CHANNEL).post(CHANNELS);
        endpoint.then().statusCode(201);
        channel.then().statusCode(201);
        String ofEndpoint = ENDPOINTS + "/" + endpoint.path("endpoint_id");
        String ofChannel = CHANNELS + "/" + channel.path("channel.channel_id");

        // Then
        for (String lacks : List.of(admin, pushes)) {
            as(lacks).body(ENDPOINT).post(ENDPOINTS).then().statusCode(403);
            as(lacks).body("{\"name\":\"m\"}").patch(ofEndpoint).then().statusCode(403);
            as(lacks)
                    .body("{\"signing_key\":\"another-key-of-theirs\"}")
                    .post(ofEndpoint + "/rotate-signing-key")
                    .then()
                    .statusCode(403)
                    .body("detail", is("The API key lacks the scope codes:request"));
        }
        for (String lacks : List.of(admin, asks)) {
            as(lacks).body(CHANNEL).post(CHANNELS).then().statusCode(403);
            as(lacks).body("{\"name\":\"m\"}").patch(ofChannel).then().statusCode(403);
            as(lacks)
                    .post(ofChannel + "/rotate-token")
                    .then()
                    .statusCode(403)
                    .body("detail", is("The API key lacks the scope codes:push"));
        }
        // Ending one takes no more than administering.
        as(admin).delete(ofEndpoint).then().statusCode(204);
        as(admin).delete(ofChannel).then().statusCode(204);
    }

    @Test
    void aRevokedKeyLeavesWhatItMadeAndTakesItAlongWhenAsked() {
        // Given
        Organization organization = organization();
        Response made = organization
                .request()
                .body(Map.of("name", "maker", "scopes", List.of("admin", "codes:request", "codes:push")))
                .post("/v1/api-keys");
        String maker = made.path("api_key_id");
        Response child = as(made.path("key"))
                .body(Map.of("name", "child", "scopes", List.of("admin", "codes:push")))
                .post("/v1/api-keys");
        as(made.path("key")).body(ENDPOINT).post(ENDPOINTS).then().statusCode(201);
        as(child.path("key")).body(CHANNEL).post(CHANNELS).then().statusCode(201);
        organization.request().body(ENDPOINT).post(ENDPOINTS).then().statusCode(201);
        organization.request().get("/v1/api-keys").then().body("find { it.name == 'maker' }.made_live", is(2));

        // When
        organization.request().delete("/v1/api-keys/" + maker).then().statusCode(204);

        // Then
        organization.request().get("/v1/api-keys").then().body("find { it.name == 'maker' }.made_live", is(2));
        organization.request().get(ENDPOINTS).then().body("size()", is(2));
        as(child.path("key")).get("/v1/api-keys").then().statusCode(200);

        // When
        organization
                .request()
                .delete("/v1/api-keys/" + maker + "?revoke_made=maybe")
                .then()
                .statusCode(422);
        organization
                .request()
                .delete("/v1/api-keys/" + maker + "?revoke_made=true")
                .then()
                .statusCode(204);

        // Then
        organization.request().get("/v1/api-keys").then().body("find { it.name == 'maker' }.made_live", is(0));
        organization.request().get(ENDPOINTS).then().body("size()", is(1));
        organization.request().get(CHANNELS).then().body("size()", is(0));
        as(child.path("key")).get("/v1/api-keys").then().statusCode(403);
    }

    @Test
    void aKeyOpensNothingOnceItsTimeIsOver() {
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
    void aKeyOpensWhatItsScopesSayBeforeItEnds() {
        Organization organization = organization();
        String end = Instant.now().plus(1, ChronoUnit.DAYS).toString();
        String key = make(organization.key(), "[\"credentials:read\"]", "\"" + end + "\"")
                .path("key");
        as(key).get("/v1/credentials").then().statusCode(200);
    }

    @Test
    void aKeyMakesNoKeyThatOutlivesIt() {
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
