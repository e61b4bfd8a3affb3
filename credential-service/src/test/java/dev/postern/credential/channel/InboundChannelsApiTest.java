package dev.postern.credential.channel;

import static dev.postern.credential.ChannelRecords.open;
import static dev.postern.credential.Installation.as;
import static dev.postern.credential.Installation.members;
import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.credential.ChannelRecords;
import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import dev.postern.events.ChannelChanged;
import dev.postern.events.InboundChannelChanged;
import dev.postern.events.MatchBy;
import dev.postern.events.Topic;
import dev.postern.local.kafka.LocalKafka;
import dev.postern.platform.access.KeyHash;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class InboundChannelsApiTest {
    private static final String AUTH_TOKEN = "planted-auth-token-5521";
    private static final String TWILIO = """
            {"name":"Sign-ups","provider":"twilio","secrets":["%s"],"default_region":"US"}""".formatted(AUTH_TOKEN);

    LocalKafka broker;

    @Test
    void saysWhatToEnterAtTheProvider() {
        // When
        Response made = organization().request().body(TWILIO).post("/v1/inbound-channels");
        // Then
        made.then()
                .statusCode(201)
                .body("channel.provider", is("twilio"))
                .body("channel.identifier.from", is("recipient"))
                .body("channel.default_region", is("US"))
                .body("channel.secrets", is(1))
                .body("channel.text_is_signed", is(true))
                .body("signing_secret", nullValue());
        String url = made.path("url");
        assertThat(url).matches("http://127\\.0\\.0\\.1:8080/webhooks/twilio/ct_[A-Za-z0-9_-]{43}");
        assertThat(made.<List<String>>path("setup.value")).containsExactly(url + "#rc=5&rp=all", "HTTP POST", url);
        assertThat(made.asString()).doesNotContain(AUTH_TOKEN);
    }

    @Test
    void tellsIngestWithoutTellingAnybodyElse() {
        // Given
        Organization organization = organization();
        // When
        Response made = organization.request().body("""
                {"name":"n","provider":"twilio","secrets":["%s","the-next-one"],"identifier":
                {"from":"fixed","value":"+12025550143"},"posted_url":"https://planted.example.com/sms"}""".formatted(AUTH_TOKEN)).post("/v1/inbound-channels");
        // Then
        String id = made.path("channel.channel_id");
        List<byte[]> records = records(id);
        InboundChannelChanged event = read(records.getLast());
        assertThat(records).hasSize(1);
        assertThat(event.organizationId()).isEqualTo(organization.id());
        assertThat(event.provider()).isEqualTo("twilio");
        assertThat(event.tokens()).singleElement().satisfies(token -> {
            assertThat(token.hash()).isEqualTo(KeyHash.of(tokenIn(made)));
            assertThat(token.validUntil()).isNull();
        });
        assertThat(event.matchBy()).isEqualTo(MatchBy.FIXED);
        assertThat(open(event, "identifier", event.identifierSealed())).isEqualTo("+12025550143");
        assertThat(open(event, "secrets", event.secretsSealed()))
                .isEqualTo("[\"" + AUTH_TOKEN + "\",\"the-next-one\"]");
        assertThat(open(event, "posted_url", event.postedUrlSealed())).isEqualTo("https://planted.example.com/sms");
        assertThat(new String(records.getLast(), StandardCharsets.UTF_8))
                .doesNotContain(AUTH_TOKEN, "2025550143", "planted", tokenIn(made));
    }

    @Test
    void makesTheSecretOfAMailChannel() {
        // Given
        Organization organization = organization();
        // When
        Response signed = organization
                .request()
                .body("{\"name\":\"n\",\"provider\":\"mime\"}")
                .post("/v1/inbound-channels");
        Response unsigned = organization
                .request()
                .body("{\"name\":\"n\",\"provider\":\"mime\",\"secrets\":[]}")
                .post("/v1/inbound-channels");
        // Then
        signed.then().statusCode(201).body("channel.text_is_signed", is(true));
        assertThat(signed.<String>path("signing_secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
        unsigned.then()
                .statusCode(201)
                .body("channel.text_is_signed", is(false))
                .body("signing_secret", nullValue());
        assertThat(read(records(unsigned.path("channel.channel_id")).getLast()).secretsSealed())
                .isNull();
    }

    @Test
    void showsAChannelWithoutItsTokenAndItsSecrets() {
        // Given
        Organization organization = organization();
        Response made = organization.request().body(TWILIO).post("/v1/inbound-channels");
        String id = made.path("channel.channel_id");
        // When
        Response one = organization.request().get("/v1/inbound-channels/" + id);
        Response all = organization.request().get("/v1/inbound-channels");
        // Then
        assertThat(members(one)).isEqualTo(made.<Map<String, Object>>path("channel"));
        all.then().statusCode(200).body("channel_id", contains(id));
        assertThat(one.asString() + all.asString()).doesNotContain(AUTH_TOKEN, tokenIn(made), "hash");
    }

    @Test
    void changesWhatTheBodyNamesAndKeepsTheRest() {
        // Given
        Organization organization = organization();
        Response made = organization.request().body(TWILIO).post("/v1/inbound-channels");
        String id = made.path("channel.channel_id");
        // When
        Response renamed = patch(organization, id, "{\"name\":\"Other\"}");
        Response moved = patch(organization, id, """
                {"secrets":["first","second"],"identifier":{"from":"fixed","value":"front desk"},"default_region":null}""");
        // Then
        renamed.then().statusCode(200).body("name", is("Other")).body("default_region", is("US"));
        moved.then()
                .statusCode(200)
                .body("name", is("Other"))
                .body("identifier.value", is("front desk"))
                .body("default_region", nullValue())
                .body("secrets", is(2));
        InboundChannelChanged event = read(records(id).getLast());
        assertThat(event.version()).isEqualTo(3);
        assertThat(event.tokens().getFirst().hash()).isEqualTo(KeyHash.of(tokenIn(made)));
        assertThat(open(event, "secrets", event.secretsSealed())).isEqualTo("[\"first\",\"second\"]");
    }

    @Test
    void keepsTheTokenBeforeForAnHourUnlessToldOtherwise() {
        // Given
        Organization organization = organization();
        Response made = organization.request().body(TWILIO).post("/v1/inbound-channels");
        String id = made.path("channel.channel_id");
        Instant before = Instant.now();
        // When
        Response rotated = rotate(organization, id, "");
        InboundChannelChanged kept = read(records(id).getLast());
        Response leaked = rotate(organization, id, "{\"keep_previous_seconds\":0}");
        InboundChannelChanged dropped = read(records(id).getLast());
        // Then
        rotated.then().statusCode(200);
        assertThat(tokenIn(rotated)).isNotEqualTo(tokenIn(made));
        assertThat(kept.tokens().stream().map(token -> token.hash()))
                .containsExactly(KeyHash.of(tokenIn(rotated)), KeyHash.of(tokenIn(made)));
        assertThat(kept.tokens().getLast().validUntil())
                .isBetween(before.plusSeconds(3_590), before.plusSeconds(3_690));
        assertThat(rotated.<String>path("channel.previous_token_valid_until"))
                .isEqualTo(kept.tokens().getLast().validUntil().toString());
        assertThat(dropped.tokens()).hasSize(1);
        assertThat(dropped.tokens().getFirst().hash()).isEqualTo(KeyHash.of(tokenIn(leaked)));
        rotate(organization, id, "{\"keep_previous_seconds\":604801}").then().statusCode(422);
    }

    @Test
    void deletesAChannelWithItsSecrets() {
        // Given
        Organization organization = organization();
        Response made = organization.request().body(TWILIO).post("/v1/inbound-channels");
        String id = made.path("channel.channel_id");
        // When
        organization.request().delete("/v1/inbound-channels/" + id).then().statusCode(204);
        // Then
        InboundChannelChanged event = read(records(id).getLast());
        assertThat(event.state()).isEqualTo(ChannelChanged.State.DELETED);
        assertThat(event.tokens()).isEmpty();
        assertThat(event.secretsSealed()).isNull();
        organization.request().get("/v1/inbound-channels/" + id).then().statusCode(404);
        organization.request().get("/v1/inbound-channels").then().body("$", empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                          | /name
            {"name":"n"}                                                                | /provider
            {"name":"n","provider":"fax"}                                               | /provider
            {"name":"","provider":"mime"}                                               | /name
            {"name":"n","provider":"twilio"}                                            | /secrets
            {"name":"n","provider":"twilio","secrets":[]}                               | /secrets
            {"name":"n","provider":"twilio","secrets":["1","2","3","4","5","6","7","8","9"]} | /secrets
            {"name":"n","provider":"twilio","secrets":[""]}                             | /secrets/0
            {"name":"n","provider":"mime","secrets":["whsec_short"]}                    | /secrets/0
            {"name":"n","provider":"mime","secrets":["not-one-of-ours"]}                | /secrets/0
            {"name":"n","provider":"twilio","secrets":["a"],"identifier":{"from":"header","header":"To"}} | /identifier/from
            {"name":"n","provider":"mime","identifier":{"from":"header"}}               | /identifier/header
            {"name":"n","provider":"mime","identifier":{"from":"header","header":"a b"}} | /identifier/header
            {"name":"n","provider":"mime","identifier":{"from":"fixed"}}                | /identifier/value
            {"name":"n","provider":"mime","identifier":{"from":"thin air"}}             | /identifier/from
            {"name":"n","provider":"mime","identifier":5}                               | /identifier
            {"name":"n","provider":"mime","default_region":"Atlantis"}                  | /default_region
            {"name":"n","provider":"mime","posted_url":"ftp://example.com"}             | /posted_url
            {"name":"n","provider":"mime","posted_url":"https://example.com/?a=b"}      | /posted_url
            """)
    void namesTheFieldThatIsWrong(String body, String pointer) {
        // When
        Response refused = organization().request().body(body).post("/v1/inbound-channels");
        // Then
        refused.then().statusCode(422).contentType("application/problem+json").body("errors.pointer", hasItem(pointer));
    }

    @Test
    void changesNothingOnABadChange() {
        // Given
        Organization organization = organization();
        String id =
                organization.request().body(TWILIO).post("/v1/inbound-channels").path("channel.channel_id");
        // When
        Response frozen = patch(organization, id, "{\"provider\":\"mime\",\"name\":\"x\"}");
        Response unsigned = patch(organization, id, "{\"secrets\":[],\"name\":\"x\"}");
        // Then
        frozen.then().statusCode(422).body("errors.pointer", contains("/provider"));
        unsigned.then().statusCode(422).body("errors.pointer", contains("/secrets"));
        organization.request().get("/v1/inbound-channels/" + id).then().body("name", is("Sign-ups"));
        assertThat(records(id)).hasSize(1);
    }

    @Test
    void needsAnAdministrator() {
        // Given
        Organization organization = organization();
        String reader = organization.key("codes:push", "credentials:write");
        // Then
        as(reader).get("/v1/inbound-channels").then().statusCode(403);
        as(reader).body(TWILIO).post("/v1/inbound-channels").then().statusCode(403);
        as(Installation.operatorKey()).get("/v1/inbound-channels").then().statusCode(403);
    }

    @Test
    void makesNothingWhileTheBrokerIsAway() {
        // Given
        Organization organization = organization();
        broker.stop();
        Response refused;
        try {
            // When
            refused = organization.request().body(TWILIO).post("/v1/inbound-channels");
        } finally {
            broker.restart();
        }
        // Then
        refused.then().statusCode(503).header("Retry-After", "7");
        organization.request().get("/v1/inbound-channels").then().body("$", empty());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> organization
                        .request()
                        .body(TWILIO)
                        .post("/v1/inbound-channels")
                        .then()
                        .statusCode(201));
    }

    @Test
    void keepsEveryActInTheAuditTrail() {
        // Given
        Organization organization = organization();
        String id =
                organization.request().body(TWILIO).post("/v1/inbound-channels").path("channel.channel_id");
        rotate(organization, id, "");
        patch(organization, id, "{\"name\":\"x\"}");
        // When
        organization.request().delete("/v1/inbound-channels/" + id).then().statusCode(204);
        // Then
        await().untilAsserted(() -> assertThat(ChannelRecords.values(broker.bootstrapServers(), Topic.AUDIT).stream()
                        .map(value -> new String(value, StandardCharsets.UTF_8))
                        .filter(value -> value.contains(id)))
                .hasSize(4)
                .anyMatch(value -> value.contains("channel.token-rotated")));
    }

    private static Response patch(Organization organization, String id, String body) {
        return organization.request().body(body).patch("/v1/inbound-channels/" + id);
    }

    private static Response rotate(Organization organization, String id, String body) {
        return organization.request().body(body).post("/v1/inbound-channels/" + id + "/rotate-token");
    }

    private static String tokenIn(Response made) {
        String url = made.path("url");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static InboundChannelChanged read(byte[] value) {
        return ChannelRecords.read(InboundChannelChanged.class, value);
    }

    private List<byte[]> records(String channelId) {
        return ChannelRecords.of(broker.bootstrapServers(), channelId);
    }
}
