package dev.postern.credential.apikey;

import static dev.postern.credential.Installation.as;
import static dev.postern.credential.Installation.operatorKey;
import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.credential.ChannelRecords;
import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import dev.postern.local.kafka.LocalKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class ApiKeysApiTest {
    private static final String ENDPOINTS = "/v1/totp-url-endpoints";
    private static final String CHANNELS = "/v1/inbound-channels";
    private static final String ENDPOINT = """
            {"name":"e","totp_identifier":"login@example.com","signing_keys":["the-key-of-skyvern"]}""";
    private static final String CHANNEL = """
            {"name":"c","provider":"mime"}""";

    LocalKafka broker;

    @Inject
    DataSource dataSource;

    @Test
    void aKeyOpensWhatItsScopesSay() {
        // Given
        Organization organization = organization();
        // When
        Response made = organization
                .request()
                .body(Map.of("name", "reader", "scopes", List.of("credentials:read")))
                .post("/v1/api-keys");
        // Then
        made.then().statusCode(201).body("name", is("reader")).body("scopes", contains("credentials:read"));
        assertThat(made.<String>path("key")).matches("pk_[A-Za-z0-9_-]{43}");
        assertThat(made.<String>path("api_key_id")).startsWith("ak_");
        as(made.path("key")).get("/v1/credentials").then().statusCode(200);
        as(made.path("key")).get("/v1/api-keys").then().statusCode(403);
    }

    @Test
    void anyKeyMayAskWhatItIs() {
        // Given
        Organization organization = organization();
        Response made = organization
                .request()
                .body(Map.of("name", "pusher", "scopes", List.of("codes:push")))
                .post("/v1/api-keys");
        // When
        Response self = as(made.path("key")).get("/v1/api-keys/self");
        // Then
        self.then()
                .statusCode(200)
                .body("api_key_id", is(made.<String>path("api_key_id")))
                .body("name", is("pusher"))
                .body("organization_id", is(organization.id()))
                .body("scopes", contains("codes:push"))
                .body("expires_at", nullValue());
        assertThat(self.asString()).doesNotContain(made.<String>path("key"));
        as(operatorKey()).get("/v1/api-keys/self").then().statusCode(200).body("organization_id", nullValue());
        as("pk_unknown").get("/v1/api-keys/self").then().statusCode(403);
    }

    @Test
    void anyKeyOfAnOrganisationMayEndItself() {
        // Given
        Organization organization = organization();
        String key = organization
                .request()
                .body(Map.of("name", "signed in", "scopes", List.of("codes:push")))
                .post("/v1/api-keys")
                .path("key");
        // When
        Response ended = as(key).delete("/v1/api-keys/self");
        // Then
        ended.then().statusCode(204);
        as(key).get("/v1/api-keys/self").then().statusCode(403);
        organization
                .request()
                .get("/v1/api-keys")
                .then()
                .body("find { it.name == 'signed in' }.revoked_at", notNullValue());
        as(operatorKey()).delete("/v1/api-keys/self").then().statusCode(403);
        as(operatorKey()).get("/v1/api-keys/self").then().statusCode(200);
    }

    @Test
    void aRevokedKeyOpensNothing() {
        // Given
        Organization organization = organization();
        Response made = organization
                .request()
                .body(Map.of("name", "n", "scopes", List.of("credentials:read")))
                .post("/v1/api-keys");
        String id = made.path("api_key_id");
        // When
        organization.request().delete("/v1/api-keys/" + id).then().statusCode(204);
        // Then
        await().untilAsserted(
                        () -> as(made.path("key")).get("/v1/credentials").then().statusCode(403));
        organization.request().delete("/v1/api-keys/" + id).then().statusCode(204);
    }

    @Test
    void listsKeysWithoutTheKeys() {
        // Given
        Organization organization = organization();
        Response made = organization
                .request()
                .body(Map.of("name", "second", "scopes", List.of("codes:push", "codes:read")))
                .post("/v1/api-keys");
        // When
        Response listed = organization.request().get("/v1/api-keys");
        // Then
        listed.then()
                .statusCode(200)
                .body("name", contains("second", "admin"))
                .body("[0].scopes", contains("codes:push", "codes:read"))
                .body("[0].created_at", is(made.<String>path("created_at")))
                .body("[0].revoked_at", nullValue());
        assertThat(listed.<Map<String, Object>>path("[0]"))
                .containsOnlyKeys(
                        "api_key_id",
                        "name",
                        "scopes",
                        "created_at",
                        "revoked_at",
                        "expires_at",
                        "made_live",
                        "last_used_at");
    }

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
    void aRowThatItsTopicDoesNotHaveIsPublishedAgain() throws Exception {
        // Given: as after a restart from records that nobody signed
        Organization organization = organization();
        String lost = organization.key("admin");
        String id = organization.request().get("/v1/api-keys").path("[0].api_key_id");
        String channel = organization.request().body(CHANNEL).post(CHANNELS).path("channel.channel_id");

        // When
        change("UPDATE api_keys SET version = 2, revoked_at = now() WHERE api_key_id = ?", id);
        change("UPDATE inbound_channels SET version = 7 WHERE channel_id = ?", channel);

        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as(lost).get("/v1/api-keys").statusCode() == 403);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        ChannelRecords.of(broker.bootstrapServers(), channel).size() == 2);
    }

    private void change(String sql, String id) throws Exception {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }

    @Test
    void refusesBadBodies() {
        Organization organization = organization();
        organization
                .request()
                .body("{\"name\":\"n\",\"scopes\":[\"codes:push\",\"everything\"]}")
                .post("/v1/api-keys")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", is("/scopes/1"));
        organization
                .request()
                .body("{\"name\":\"n\",\"scopes\":[]}")
                .post("/v1/api-keys")
                .then()
                .statusCode(422);
        organization
                .request()
                .body("{\"name\":\"\",\"scopes\":\"admin\"}")
                .post("/v1/api-keys")
                .then()
                .statusCode(422);
        organization.request().body("[]").post("/v1/api-keys").then().statusCode(422);
    }

    @Test
    void answersAForeignKeyAsAnUnknownOne() {
        // Given
        Organization owner = organization();
        Organization stranger = organization();
        String foreign = owner.request().get("/v1/api-keys").path("[0].api_key_id");
        // When
        Response toForeign = stranger.request().delete("/v1/api-keys/" + foreign);
        Response toUnknown = stranger.request().delete("/v1/api-keys/ak_9");
        // Then
        assertThat(toForeign.statusCode()).isEqualTo(404);
        assertThat(withoutInstance(toForeign)).isEqualTo(withoutInstance(toUnknown));
        owner.request().get("/v1/api-keys").then().statusCode(200);
    }

    private static Map<String, Object> withoutInstance(Response response) {
        Map<String, Object> body = Installation.members(response);
        body.remove("instance");
        return body;
    }

    @Test
    void onlyTheOperatorSeesAndMakesOrganisations() {
        // Given
        Organization organization = organization();
        // Then
        as(operatorKey())
                .get("/v1/organizations")
                .then()
                .statusCode(200)
                .body("organization_id", hasItem(organization.id()))
                .body("[0].created_at", notNullValue());
        organization.request().get("/v1/organizations").then().statusCode(403);
        organization
                .request()
                .body("{\"name\":\"x\"}")
                .post("/v1/organizations")
                .then()
                .statusCode(403);
        as(operatorKey()).get("/v1/api-keys").then().statusCode(403);
        as(operatorKey()).get("/v1/credentials").then().statusCode(403);
        as(operatorKey()).body("{}").post("/v1/organizations").then().statusCode(422);
    }

    @Test
    void theLocalKeyIsOfTheLocalOrganisation() {
        as(Installation.localKey())
                .get("/v1/api-keys")
                .then()
                .statusCode(200)
                .body("name", hasItem("local"))
                .body("scopes[0]", not(hasItem("credentials:reveal")));
    }

    @Test
    void makesNothingWhileTheBrokerIsAway() {
        // Given
        Organization organization = organization();
        String wanted = "{\"name\":\"lost\",\"scopes\":[\"codes:push\"]}";
        broker.stop();
        Response refused;
        Response noOrganization;
        try {
            // When
            refused = organization.request().body(wanted).post("/v1/api-keys");
            noOrganization = as(operatorKey()).body("{\"name\":\"lost\"}").post("/v1/organizations");
        } finally {
            broker.restart();
        }
        // Then
        refused.then()
                .statusCode(503)
                .header("Retry-After", "7")
                .body("detail", is("No key was made: the broker is out of reach"));
        noOrganization.then().statusCode(503);
        organization.request().get("/v1/api-keys").then().body("find { it.name == 'lost' }.revoked_at", notNullValue());
        as(operatorKey()).get("/v1/organizations").then().body("name", not(hasItem("lost")));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> organization
                        .request()
                        .body(wanted)
                        .post("/v1/api-keys")
                        .then()
                        .statusCode(201));
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
