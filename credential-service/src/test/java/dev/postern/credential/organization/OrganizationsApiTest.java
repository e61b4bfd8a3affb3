package dev.postern.credential.organization;

import static dev.postern.credential.Installation.as;
import static dev.postern.credential.Installation.operatorKey;
import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.credential.ChannelRecords;
import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation.Organization;
import dev.postern.credential.vault.Vault;
import dev.postern.events.ChannelChanged;
import dev.postern.events.EventJson;
import dev.postern.events.OrganizationChanged;
import dev.postern.events.Topic;
import dev.postern.local.kafka.LocalKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class OrganizationsApiTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CHANNEL = "{\"name\":\"n\",\"provider\":\"mime\"}";
    private static final String SEED = "JBSWY3DPEHPK3PXP";

    LocalKafka broker;

    @Inject
    DataSource dataSource;

    @Inject
    Vault vault;

    @Test
    void aDisabledOrganisationOpensNothingUntilItIsEnabled() {
        // Given
        Organization one = organization();
        Organization other = organization();

        // When
        Response disabled = as(operatorKey()).post(route(one) + "/disable");

        // Then
        disabled.then().statusCode(200).body("state", is("disabled"));
        await().atMost(SOON)
                .untilAsserted(() -> one.request()
                        .get("/v1/credentials")
                        .then()
                        .statusCode(403)
                        .body("detail", is("This organization is disabled.")));
        other.request().get("/v1/credentials").then().statusCode(200);
        as(operatorKey())
                .get("/v1/organizations?page_size=500")
                .then()
                .body("find { it.organization_id == '" + one.id() + "' }.state", is("disabled"));
        assertThat(told(one))
                .extracting(OrganizationChanged::state)
                .containsExactly(OrganizationChanged.State.DISABLED);

        // When
        as(operatorKey()).post(route(one) + "/enable").then().statusCode(200).body("state", is("active"));

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> one.request().get("/v1/credentials").then().statusCode(200));
        as(operatorKey()).post(route(one) + "/enable").then().statusCode(200);
        assertThat(told(one)).hasSize(2);
    }

    @Test
    void anOrganisationKeepsAsMuchAsItsQuotaSays() {
        // Given
        Organization one = organization();
        one.storeAuthenticator(SEED);

        // When
        Response changed = as(operatorKey())
                .body("{\"name\":\"Renamed\",\"quotas\":{\"credentials\":2,\"requests_per_minute\":900}}")
                .patch(route(one));
        one.storeAuthenticator(SEED);
        Response refused = one.request().body("""
                {"name":"n","credential_type":"secret","credential":{"secret_value":"v"}}""").post("/v1/credentials");

        // Then
        changed.then()
                .statusCode(200)
                .body("name", is("Renamed"))
                .body("quotas.credentials", is(2))
                .body("quotas.api_keys", nullValue())
                .body("keeps.find { it.what == 'credentials' }.most", is(2))
                .body("keeps.find { it.what == 'credentials' }.kept", is(1));
        refused.then().statusCode(429).header("Retry-After", notNullValue());
        one.request()
                .get("/v1/limits")
                .then()
                .body("limits.find { it.limit == 'credentials' }.organization.most", is(2));
        await().atMost(SOON)
                .untilAsserted(() -> one.request()
                        .get("/v1/limits")
                        .then()
                        .body(
                                "limits.find { it.limit == 'requests_per_minute' }.organization.freed_per_minute",
                                is(900)));

        // When
        as(operatorKey())
                .body("{\"quotas\":{\"credentials\":null}}")
                .patch(route(one))
                .then()
                .statusCode(200)
                .body("quotas.credentials", nullValue())
                .body("quotas.requests_per_minute", is(900));

        // Then
        one.storeAuthenticator(SEED);
    }

    @Test
    void refusesWhatIsNoQuota() {
        // Given
        Organization one = organization();

        // Then
        for (String body : List.of(
                "{\"quotas\":{\"credentials\":0}}",
                "{\"quotas\":{\"credentials\":\"many\"}}",
                "{\"quotas\":{\"elephants\":1}}",
                "{\"quotas\":[]}",
                "{\"name\":\"\"}")) {
            as(operatorKey()).body(body).patch(route(one)).then().statusCode(422);
        }
        as(operatorKey()).get(route(one)).then().body("name", is("test")).body("quotas.credentials", nullValue());
        one.request().body("{\"name\":\"mine\"}").patch(route(one)).then().statusCode(403);
        one.request().get(route(one)).then().statusCode(403);
        as(operatorKey()).get("/v1/organizations/o_none").then().statusCode(404);
        as(operatorKey()).post("/v1/organizations/o_none/disable").then().statusCode(404);
    }

    @Test
    void theOperatorSeesAndRevokesAnOrganisationsKeys() {
        // Given
        Organization one = organization();
        String key = one.key("credentials:read");
        String id = as(key).get("/v1/api-keys/self").path("api_key_id");

        // When
        Response listed = as(operatorKey()).get(route(one) + "/api-keys");
        as(operatorKey()).delete(route(one) + "/api-keys/" + id).then().statusCode(204);

        // Then
        listed.then().statusCode(200).body("api_key_id", hasItem(id)).body("size()", is(2));
        assertThat(listed.asString()).doesNotContain(key);
        await().atMost(SOON)
                .untilAsserted(() -> as(key).get("/v1/credentials").then().statusCode(403));
        as(operatorKey())
                .delete(route(organization()) + "/api-keys/" + id)
                .then()
                .statusCode(404);
        one.request().get(route(one) + "/api-keys").then().statusCode(403);
    }

    @Test
    void aDeletedOrganisationsSecretsOpenNoMoreAndItsRowsGo() throws Exception {
        // Given
        Organization one = organization();
        Organization other = organization();
        String credential = one.storeAuthenticator(SEED);
        String channel =
                one.request().body(CHANNEL).post("/v1/inbound-channels").path("channel.channel_id");
        one.request().get("/v1/signing-secrets").then().statusCode(200);
        byte[] stored = secretsOf(credential);

        // When
        as(operatorKey()).delete(route(one)).then().statusCode(422);
        as(operatorKey()).delete(route(one) + "?name=another").then().statusCode(409);
        one.request().get("/v1/credentials").then().statusCode(200);
        Response deleted = as(operatorKey()).delete(route(one) + "?name=test");

        // Then
        deleted.then()
                .statusCode(200)
                .body("remains.topic", hasItem(Topic.CODES_RECEIVED.topicName()))
                .body("remains.find { it.topic == 'postern.api-keys.v1' }.until", nullValue());
        assertThat(Instant.parse(deleted.path("remains.find { it.topic == 'postern.codes.received.v1' }.until")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(24)), Instant.now().plus(Duration.ofHours(26)));
        assertThat(count("data_keys", one)).isZero();
        await().atMost(SOON)
                .untilAsserted(() -> assertThatThrownBy(() -> vault.decrypt(stored, one.id(), credential, "secrets"))
                        .hasMessage("The organisation has no data key"));
        await().atMost(SOON)
                .untilAsserted(() -> one.request().get("/v1/credentials").then().statusCode(403));
        await().atMost(SOON).untilAsserted(() -> {
            for (String table : List.of("credentials", "inbound_channels", "signing_secrets", "organization_quotas")) {
                assertThat(count(table, one)).as(table).isZero();
            }
        });
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ChannelRecords.of(broker.bootstrapServers(), channel))
                        .last()
                        .extracting(record -> EventJson.readerFor(ChannelChanged.class)
                                .read(record)
                                .state())
                        .isEqualTo(ChannelChanged.State.DELETED));
        other.request().get("/v1/credentials").then().statusCode(200);
        as(operatorKey()).get(route(one)).then().statusCode(404);
        as(operatorKey()).get("/v1/organizations?page_size=500").then().body("organization_id", not(hasItem(one.id())));
        as(operatorKey())
                .body(Map.of("name", "n", "scopes", List.of("codes:read")))
                .post(route(one) + "/api-keys")
                .then()
                .statusCode(404);
        as(operatorKey()).post(route(one) + "/enable").then().statusCode(404);
        as(operatorKey())
                .delete(route(one) + "?name=whatever")
                .then()
                .statusCode(200)
                .body("deleted_at", is(deleted.<String>path("deleted_at")));
        assertThat(told(one))
                .last()
                .extracting(OrganizationChanged::state)
                .isEqualTo(OrganizationChanged.State.DELETED);
    }

    private List<OrganizationChanged> told(Organization organization) {
        EventJson.Reader<OrganizationChanged> reader = EventJson.readerFor(OrganizationChanged.class);
        return ChannelRecords.values(broker.bootstrapServers(), Topic.ORGANIZATIONS).stream()
                .map(reader::read)
                .filter(event -> event.organizationId().equals(organization.id()))
                .toList();
    }

    private byte[] secretsOf(String credential) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT secrets FROM credentials WHERE credential_id = ?")) {
            select.setString(1, credential);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getBytes(1);
            }
        }
    }

    private long count(String table, Organization organization) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT count(*) FROM " + table + " WHERE organization_id = ?")) {
            select.setString(1, organization.id());
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        }
    }

    private static String route(Organization organization) {
        return "/v1/organizations/" + organization.id();
    }
}
