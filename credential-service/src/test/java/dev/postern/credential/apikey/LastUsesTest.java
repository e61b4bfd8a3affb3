package dev.postern.credential.apikey;

import static dev.postern.credential.Installation.as;
import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import dev.postern.events.ApiKeyUsed;
import dev.postern.events.EventJson;
import dev.postern.events.Topic;
import dev.postern.local.kafka.LocalKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a key was last used, from the request that it opened to the list that shows it. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class LastUsesTest {
    private static final Instant FIVE = Instant.parse("2026-01-01T05:00:00Z");
    private static final Instant SIX = Instant.parse("2026-01-01T06:00:00Z");

    LocalKafka broker;

    private final DataSource dataSource;
    private final String brokers;
    private Organization organization;

    LastUsesTest(DataSource dataSource, @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
        this.dataSource = dataSource;
        this.brokers = brokers;
    }

    /** A key, as its maker sees it. */
    private record Made(String id, String key) {}

    @BeforeEach
    void anOrganisationOfItsOwn() {
        organization = organization();
    }

    @Test
    void aKeyThatWasUsedShowsTheHour() {
        // Given
        Made used = make();
        Made unused = make();
        Instant before = Instant.now().truncatedTo(ChronoUnit.HOURS);
        // When
        as(used.key()).get("/v1/credentials").then().statusCode(200);
        // Then
        awaitUsed(used);
        Instant after = Instant.now().truncatedTo(ChronoUnit.HOURS);
        assertThat(Instant.parse(lastUse(used))).isIn(before, after);
        assertThat(lastUse(unused)).isNull();
    }

    @Test
    void aKeyThatWasRefusedWasNotUsed() {
        // Given
        Made refused = make();
        Made used = make();
        // When
        as(refused.key()).get("/v1/api-keys").then().statusCode(403);
        as(used.key()).get("/v1/credentials").then().statusCode(200);
        // Then
        awaitUsed(used);
        assertThat(lastUse(refused)).isNull();
    }

    @Test
    void aUseOfTheOperatorsKeyIsNotedToo() {
        await().atMost(Duration.ofSeconds(30)).until(this::operatorsKeyWasUsed);
    }

    @Test
    void aRevokedKeyStillShowsIt() {
        // Given
        Made key = make();
        publish(key.id(), use(key.id(), FIVE));
        awaitUsed(key);
        // When
        organization.request().delete("/v1/api-keys/" + key.id()).then().statusCode(204);
        // Then
        assertThat(lastUse(key)).isEqualTo(FIVE.toString());
    }

    @Test
    void anEarlierNoteThatComesLateMovesNothingBack() {
        // Given
        Made key = make();
        // When
        publish(key.id(), use(key.id(), SIX));
        publish(key.id(), use(key.id(), FIVE));
        awaitEverythingTaken();
        // Then
        assertThat(lastUse(key)).isEqualTo(SIX.toString());
    }

    @Test
    void aClockThatIsAheadIsNotBelieved() {
        // Given
        Made key = make();
        // When
        publish(key.id(), use(key.id(), Instant.parse("2999-01-01T00:00:00Z")));
        publish(key.id(), use(key.id(), Instant.MAX));
        awaitEverythingTaken();
        // Then
        assertThat(Instant.parse(lastUse(key))).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void aKeyNobodyKnowsAndWhatCannotBeReadHoldUpNothing() {
        // Given
        Made key = make();
        // When
        publish(key.id(), null);
        publish(key.id(), "no event at all".getBytes(StandardCharsets.UTF_8));
        publish(key.id(), use("ak_of_another", SIX));
        publish(key.id(), use(key.id(), Instant.MIN));
        publish("ak_\0", use("ak_\0", SIX));
        publish("ak_unknown", use("ak_unknown", SIX));
        publish(key.id(), use(key.id(), FIVE));
        awaitEverythingTaken();
        // Then
        assertThat(lastUse(key)).isEqualTo(FIVE.toString());
        assertThat(Installation.log())
                .contains("A use of an API key could not be read topic=postern.api-key-uses.v1")
                .doesNotContain("no event at all");
    }

    @Test
    void aUseWhileTheBrokerIsAwayFailsNothingAndTheNextOneIsNoted() {
        // Given
        Made key = make();
        as(key.key()).get("/v1/api-keys").then().statusCode(403);
        broker.stop();
        try {
            // When
            as(key.key()).get("/v1/credentials").then().statusCode(200);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(Installation.log())
                            .contains("Fire-and-forget events are not reaching the broker"));
        } finally {
            broker.restart();
        }
        // Then
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            as(key.key()).get("/v1/credentials").then().statusCode(200);
            assertThat(lastUse(key)).isNotNull();
        });
    }

    private Made make() {
        Response made = organization
                .request()
                .body(Map.of("name", "test", "scopes", List.of("credentials:read")))
                .post("/v1/api-keys");
        made.then().statusCode(201);
        return new Made(made.path("api_key_id"), made.path("key"));
    }

    private String lastUse(Made key) {
        Response listed = organization.request().get("/v1/api-keys");
        listed.then().statusCode(200);
        return listed.path("find { it.api_key_id == '%s' }.last_used_at".formatted(key.id()));
    }

    private void awaitUsed(Made key) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(lastUse(key)).isNotNull());
    }

    /** The topic has one partition, so that what was published before the last is taken before it. */
    private void awaitEverythingTaken() {
        Made last = make();
        publish(last.id(), use(last.id(), FIVE));
        awaitUsed(last);
    }

    private boolean operatorsKeyWasUsed() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT 1 FROM api_keys WHERE organization_id IS NULL AND last_used_at IS NOT NULL")) {
            return rows.next();
        }
    }

    private static byte[] use(String apiKeyId, Instant usedAt) {
        return EventJson.write(new ApiKeyUsed(apiKeyId + "." + usedAt, apiKeyId, null, usedAt));
    }

    private void publish(String key, byte[] value) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", brokers),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(Topic.API_KEY_USES.topicName(), key, value));
        }
    }
}
