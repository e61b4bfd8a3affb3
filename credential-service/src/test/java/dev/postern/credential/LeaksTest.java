package dev.postern.credential;

import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.postern.credential.Installation.Organization;
import dev.postern.credential.lease.HandOutCode;
import dev.postern.credential.vault.EncryptedTable;
import dev.postern.events.Topic;
import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Plants secrets and looks for them wherever a stranger could look. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class LeaksTest {
    private static final String SEED = "KNSWG4TFORBWC3TBOJ4UGYLOMFZHSQ2B";
    private static final String IDENTIFIER = "canary-identifier@example.com";

    @TestHTTPResource(value = "/q/metrics", management = true)
    String metrics;

    private final DataSource dataSource;
    private final HandOutCode handOutCode;
    private final List<EncryptedTable> encrypted;
    private final String brokers;

    LeaksTest(
            DataSource dataSource,
            HandOutCode handOutCode,
            @All List<EncryptedTable> encrypted,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
        this.dataSource = dataSource;
        this.handOutCode = handOutCode;
        this.encrypted = encrypted;
        this.brokers = brokers;
    }

    /** A rotation would destroy the key of a column that it does not know. */
    @Test
    void whatIsUnderADataKeyLiesInColumnsThatRotationsKnow() throws SQLException {
        // Given
        Organization organization = organization();
        organization.storeAuthenticator(SEED);
        organization
                .request()
                .body("{\"name\":\"c\",\"provider\":\"mime\"}")
                .post("/v1/inbound-channels")
                .then()
                .statusCode(201);
        Set<String> known = encrypted.stream()
                .flatMap(table -> table.fields().keySet().stream().map(column -> table.table() + "." + column))
                .collect(Collectors.toSet());
        Set<String> found = new TreeSet<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> columns = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                    SELECT table_name || '.' || column_name FROM information_schema.columns
                    WHERE table_schema = 'public' AND data_type = 'bytea'""")) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            // When
            for (String column : columns) {
                String table = column.substring(0, column.indexOf('.'));
                try (ResultSet rows = statement.executeQuery("SELECT 1 FROM " + table + " WHERE substring(" + column
                        + " FROM 1 FOR 5) IN (SELECT substring(secrets FROM 1 FOR 5) FROM credentials) LIMIT 1")) {
                    if (rows.next()) {
                        found.add(column);
                    }
                }
            }
            assertThat(columns).containsAll(known);
        }
        // Then
        assertThat(found)
                .contains("credentials.secrets", "inbound_channels.secrets")
                .isSubsetOf(known);
    }

    @Test
    void noSecretLiesInTheOpen() throws SQLException {
        // Given
        Organization organization = organization();
        List<String> canaries = new ArrayList<>(List.of(
                SEED,
                "canary-password",
                "canary-metadata",
                "canary-secret",
                "4929000000001111",
                "canary-cvv",
                "canary-holder",
                "canary-street",
                IDENTIFIER,
                organization.key(),
                Installation.localKey(),
                Installation.operatorKey(),
                Installation.serviceToken()));

        // When
        String id = organization.store("""
                {"name":"n","credential_type":"password","credential":{"username":"u","password":"canary-password",
                 "totp":"%s","totp_type":"authenticator","totp_identifier":"%s","metadata":{"k":"canary-metadata"}}}""".formatted(SEED, IDENTIFIER));
        organization.store("""
                {"name":"n","credential_type":"credit_card","credential":{"card_number":"4929000000001111",
                 "card_cvv":"canary-cvv","card_exp_month":"1","card_exp_year":"2031","card_brand":"b",
                 "card_holder_name":"canary-holder","billing_address":{"line1":"canary-street"}}}""");
        organization.store("""
                {"name":"n","credential_type":"secret","credential":{"secret_value":"canary-secret"}}""");
        String reveal = organization.revealKey();
        canaries.addAll(List.of(reveal, "canary-item"));
        String item = Installation.as(reveal)
                .body("{\"name\":\"n\",\"type\":\"secret\",\"secret_value\":\"canary-item\"}")
                .post("/v1/vault/credentials")
                .path("id");
        assertThat(Installation.as(reveal).get("/v1/vault/credentials/" + item).asString())
                .contains("canary-item");
        canaries.add(organization.key("codes:push"));
        canaries.add(organization
                .request()
                .get("/v1/credentials/" + id + "/totp-code")
                .then()
                .statusCode(200)
                .extract()
                .path("code"));
        AuthenticatorAnswer answer =
                handOutCode.answer(new CodeQuestion(organization.id(), id, "the run", 5, null, null, null));
        canaries.add(((AuthenticatorAnswer.Code) answer).code());
        canaries.add("JBSWY3DPEHPK3PXP");
        organization
                .request()
                .contentType("image/webp")
                .body(Installation.picture("lossy.webp"))
                .post("/v1/qr-codes")
                .then()
                .statusCode(200)
                .body(containsString("JBSWY3DPEHPK3PXP"));
        canaries.addAll(List.of("canary-import-password", "canary-import-note", "NFXGK3TUNFRWC43TMV2CA5DF"));
        String imported = organization
                .request()
                .body(Map.of(
                        "texts",
                        List.of(
                                "name,url,username,password,note,totp\nn,,u,canary-import-password,canary-import-note,"
                                        + "NFXGK3TUNFRWC43TMV2CA5DF\nn,,u,canary-import-password,,not canary-import-password\n"),
                        "password",
                        "canary-import-password"))
                .post("/v1/imports")
                .then()
                .statusCode(200)
                .body(containsString("\"created\""))
                .extract()
                .asString();
        // and on ways that fail
        List<String> refusals = new ArrayList<>(List.of(imported));
        refusals.add(organization
                .request()
                .body("{\"files\":[{\"content\":\"canary-import-password\"}],\"format\":\"canary-import-password\"}")
                .post("/v1/imports")
                .asString());
        for (String bad : List.of(
                "{\"name\":\"n\",\"credential_type\":\"password\",\"credential\":{\"password\":\"canary-password\"}}",
                "{\"canary-password\"",
                "{\"name\":\"n\",\"credential_type\":\"password\",\"credential\":{\"username\":\"u\",\"password\":"
                        + "\"canary-password\",\"totp\":\"canary-secret\",\"totp_type\":\"authenticator\"}}")) {
            refusals.add(organization
                    .request()
                    .body(bad)
                    .post("/v1/credentials")
                    .then()
                    .extract()
                    .asString());
        }

        refusals.add(organization
                .request()
                .body("{\"name\":\"n\",\"password\":\"canary-password\",\"authenticator_key\":\"canary-secret\"}")
                .post("/v1/logins")
                .asString());
        refusals.add(organization
                .request()
                .body("canary-secret".getBytes(StandardCharsets.UTF_8))
                .post("/v1/qr-codes")
                .asString());

        // Then
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(outboxIsEmpty()).isTrue());
        assertNowhere(canaries, "tables", tables());
        assertNowhere(canaries, "topics", topics());
        assertNowhere(canaries, "log", Installation.log());
        assertNowhere(canaries, "refusals", String.join("\n", refusals));
        assertNowhere(canaries, "metrics", RestAssured.get(metrics).asString());
    }

    @Test
    void theTopicsTellWhatHappenedToAPerson() {
        // Given
        Organization organization = organization();
        String id = organization.store("""
                {"name":"n","credential_type":"password","credential":{"username":"u","password":"p",
                 "totp_type":"email","totp_identifier":"someone@example.org"}}""");
        organization.request().post("/v1/credentials/" + id + "/delete").then().statusCode(204);
        // Then
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(topics().lines()
                                .filter(line -> line.contains(id))
                                .toList())
                        .anySatisfy(line -> assertThat(line)
                                .contains(
                                        "\"identifier_masked\":\"s•••@example.org\"",
                                        "\"state\":\"active\"",
                                        "\"version\":1"))
                        .anySatisfy(line -> assertThat(line)
                                .contains("\"state\":\"deleted\"", "\"version\":2")
                                .doesNotContain("identifier"))
                        .anySatisfy(line -> assertThat(line).contains("\"action\":\"credential.created\""))
                        .anySatisfy(line -> assertThat(line).contains("\"action\":\"credential.deleted\"")));
    }

    private static void assertNowhere(List<String> canaries, String place, String text) {
        for (String canary : canaries) {
            String hex = HexFormat.of().formatHex(canary.getBytes(StandardCharsets.UTF_8));
            assertThat(contains(text, canary) || text.contains(hex))
                    .as("%s found in %s", canary, place)
                    .isFalse();
        }
    }

    /** A six-digit code may stand in a longer number by chance; only as a word is it a leak. */
    private static boolean contains(String text, String canary) {
        if (!canary.matches("[0-9]{6}")) {
            return text.toLowerCase(Locale.ROOT).contains(canary.toLowerCase(Locale.ROOT));
        }
        return Pattern.compile("(?<![0-9A-Za-z_.-])" + canary + "(?![0-9A-Za-z_-])")
                .matcher(text)
                .find();
    }

    private boolean outboxIsEmpty() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT NOT EXISTS (SELECT 1 FROM outbox)")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private String tables() throws SQLException {
        StringBuilder dump = new StringBuilder();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            assertThat(names).contains("credentials", "api_keys", "totp_steps", "outbox");
            for (String name : names) {
                try (ResultSet rows = statement.executeQuery("SELECT whole::text FROM " + name + " AS whole")) {
                    while (rows.next()) {
                        dump.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return dump.toString();
    }

    private String topics() {
        StringBuilder text = new StringBuilder();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(Topic.API_KEYS, Topic.API_KEY_USES, Topic.CREDENTIALS, Topic.AUDIT).stream()
                            .flatMap(topic -> IntStream.range(0, topic.partitions())
                                    .mapToObj(partition -> new TopicPartition(topic.topicName(), partition)))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    text.append(record.key()).append(' ').append(record.value());
                    record.headers()
                            .forEach(header ->
                                    text.append(' ').append(new String(header.value(), StandardCharsets.UTF_8)));
                    text.append('\n');
                });
            }
        }
        return text.toString();
    }
}
