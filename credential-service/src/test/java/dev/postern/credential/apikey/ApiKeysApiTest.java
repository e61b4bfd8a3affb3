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
import dev.postern.events.Topic;
import dev.postern.fixtures.TopicContent;
import dev.postern.local.kafka.LocalKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class ApiKeysApiTest {
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
    void aKeyGetsQuotasOfItsOwnWhenItIsMadeAndLater() {
        // Given
        Organization organization = organization();
        Response made = organization
                .request()
                .body(Map.of(
                        "name", "pusher", "scopes", List.of("codes:push"), "quotas", Map.of("pushes_per_minute", 5)))
                .post("/v1/api-keys");
        made.then()
                .statusCode(201)
                .body("quotas.pushes_per_minute", is(5))
                .body("quotas.requests_at_once", nullValue());
        String path = "/v1/api-keys/" + made.path("api_key_id");
        // When
        Response changed = organization
                .request()
                .body("{\"name\":\"slow\",\"quotas\":{\"pushes_per_minute\":null,\"requests_at_once\":2}}")
                .patch(path);
        // Then
        changed.then()
                .statusCode(200)
                .body("name", is("slow"))
                .body("quotas.pushes_per_minute", nullValue())
                .body("quotas.requests_at_once", is(2));
        as(made.path("key")).get("/v1/api-keys/self").then().body("quotas.requests_at_once", is(2));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> as(made.path("key"))
                        .get("/v1/limits")
                        .then()
                        .body("limits.find { it.limit == 'requests_at_once' }.api_key.most", is(2)));
        organization.request().get("/v1/api-keys").then().body("[0].quotas.requests_at_once", is(2));
        // When
        organization.request().delete(path).then().statusCode(204);
        // Then
        organization.request().body("{\"name\":\"n\"}").patch(path).then().statusCode(409);
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
                        "quotas",
                        "made_live",
                        "last_used_at");
    }

    @Test
    void aRowThatItsTopicDoesNotHaveIsPublishedAgain() throws Exception {
        // Given: as after a restart from records that nobody signed
        Organization organization = organization();
        String lost = organization.key("admin");
        String id = organization.request().get("/v1/api-keys").path("[0].api_key_id");
        String channel = organization
                .request()
                .body("{\"name\":\"c\",\"provider\":\"mime\"}")
                .post("/v1/inbound-channels")
                .path("channel.channel_id");

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

    @Test
    void anOlderRecordThatSomebodyPutsBehindANewerOneIsCovered() throws Exception {
        // Given
        Organization organization = organization();
        String channel = organization
                .request()
                .body("{\"name\":\"c\",\"provider\":\"mime\"}")
                .post("/v1/inbound-channels")
                .path("channel.channel_id");
        ConsumerRecord<String, byte[]> older = recordsOf(channel).getLast();
        organization.request().delete("/v1/inbound-channels/" + channel).then().statusCode(204);
        String end = text(recordsOf(channel).getLast());

        // When
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            older.topic(), older.partition(), older.key(), older.value(), older.headers()))
                    .get();
        }

        // Then
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(recordsOf(channel)).hasSize(4).last().returns(end, ApiKeysApiTest::text));
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private List<ConsumerRecord<String, byte[]>> recordsOf(String channel) {
        return TopicContent.of(broker.bootstrapServers(), Topic.CHANNELS).stream()
                .filter(record -> channel.equals(record.key()))
                .toList();
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
}
