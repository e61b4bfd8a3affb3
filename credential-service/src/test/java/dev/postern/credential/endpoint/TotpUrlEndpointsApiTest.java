package dev.postern.credential.endpoint;

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
import dev.postern.events.OtpType;
import dev.postern.events.Topic;
import dev.postern.events.TotpUrlEndpointChanged;
import dev.postern.events.TotpUrlSettings;
import dev.postern.local.kafka.LocalKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class TotpUrlEndpointsApiTest {
    private static final String ROUTE = "/v1/totp-url-endpoints";
    private static final String KEY = "planted-skyvern-key-7731";
    private static final String BODY = """
            {"name":"Bank logins","totp_identifier":"planted-login@example.com","signing_keys":["%s"]}""".formatted(KEY);

    LocalKafka broker;

    @Test
    void saysWhatToEnterAtSkyvern() {
        // When
        Response made = make(organization(), BODY);
        // Then
        made.then()
                .statusCode(201)
                .body("name", is("Bank logins"))
                .body("totp_identifier", is("planted-login@example.com"))
                .body("credential_id", nullValue())
                .body("otp_type", nullValue())
                .body("signing_keys", is(1))
                .body("previous_key_valid_until", nullValue())
                .body("hold_seconds", is(25))
                .body("allow_without_run", is(false))
                .body("url", is("http://127.0.0.1:8080/v1/totp-url/" + id(made)));
        assertThat(id(made)).matches("te_[0-9]+");
        assertThat(made.asString()).doesNotContain(KEY);
    }

    @Test
    void tellsTheResolverWithoutTellingAnybodyElse() {
        // Given
        Organization organization = organization();
        String credential = organization.storeAuthenticator("JBSWY3DPEHPK3PXP");
        // When
        Response made = make(organization, """
                {"name":"n","credential_id":"%s","totp_identifier":"planted-login@example.com","otp_type":"totp",
                 "signing_keys":["%s","planted-key-before-it"],"hold_seconds":10,"allow_without_run":true}""".formatted(credential, KEY));
        // Then
        List<byte[]> records = records(id(made));
        TotpUrlEndpointChanged event = read(records.getLast());
        assertThat(records).hasSize(1);
        assertThat(event.organizationId()).isEqualTo(organization.id());
        assertThat(new String(records.getLast(), StandardCharsets.UTF_8))
                .contains("\"provider\":\"totp-url\",\"tokens\":[]");
        assertThat(open(event, "identifier", event.identifierSealed())).isEqualTo("planted-login@example.com");
        assertThat(open(event, "secrets", event.secretsSealed()))
                .isEqualTo("[\"" + KEY + "\",\"planted-key-before-it\"]");
        assertThat(event.totpUrl()).isEqualTo(new TotpUrlSettings(credential, OtpType.TOTP, 10, true, null));
        assertThat(new String(records.getLast(), StandardCharsets.UTF_8)).doesNotContain("planted");
    }

    @Test
    void showsAnEndpointWithoutItsKeys() {
        // Given
        Organization organization = organization();
        Response made = make(organization, BODY);
        // When
        Response one = organization.request().get(ROUTE + "/" + id(made));
        Response all = organization.request().get(ROUTE);
        // Then
        assertThat(members(one)).isEqualTo(members(made));
        all.then().statusCode(200).body("endpoint_id", contains(id(made)));
        assertThat(one.asString() + all.asString()).doesNotContain(KEY);
    }

    @Test
    void changesWhatTheBodyNamesAndKeepsTheRest() {
        // Given
        Organization organization = organization();
        String id = id(make(organization, BODY));
        // When
        Response renamed = patch(organization, id, "{\"name\":\"Other\",\"hold_seconds\":0}");
        Response narrowed = patch(organization, id, """
                {"signing_keys":["the-first-new-key","the-second-new-key"],"otp_type":"magic_link","allow_without_run":true}""");
        // Then
        renamed.then()
                .statusCode(200)
                .body("name", is("Other"))
                .body("hold_seconds", is(0))
                .body("totp_identifier", is("planted-login@example.com"));
        narrowed.then()
                .statusCode(200)
                .body("name", is("Other"))
                .body("hold_seconds", is(0))
                .body("signing_keys", is(2))
                .body("otp_type", is("magic_link"))
                .body("allow_without_run", is(true));
        TotpUrlEndpointChanged event = read(records(id).getLast());
        assertThat(event.version()).isEqualTo(3);
        assertThat(open(event, "secrets", event.secretsSealed()))
                .isEqualTo("[\"the-first-new-key\",\"the-second-new-key\"]");
    }

    @Test
    void keepsTheKeyBeforeForAnHourUnlessToldOtherwise() {
        // Given
        Organization organization = organization();
        String id = id(make(organization, BODY));
        Instant before = Instant.now();
        // When
        Response rotated = rotate(organization, id, "{\"signing_key\":\"the-second-key\"}");
        TotpUrlEndpointChanged kept = read(records(id).getLast());
        Response leaked = rotate(organization, id, "{\"signing_key\":\"the-third-key\",\"keep_previous_seconds\":0}");
        TotpUrlEndpointChanged dropped = read(records(id).getLast());
        // Then
        rotated.then().statusCode(200).body("signing_keys", is(2));
        assertThat(open(kept, "secrets", kept.secretsSealed())).isEqualTo("[\"the-second-key\",\"" + KEY + "\"]");
        assertThat(kept.totpUrl().previousKeyValidUntil())
                .isBetween(before.plusSeconds(3_590), before.plusSeconds(3_690));
        assertThat(rotated.<String>path("previous_key_valid_until"))
                .isEqualTo(kept.totpUrl().previousKeyValidUntil().toString());
        leaked.then().statusCode(200).body("signing_keys", is(1)).body("previous_key_valid_until", nullValue());
        assertThat(open(dropped, "secrets", dropped.secretsSealed())).isEqualTo("[\"the-third-key\"]");
        rotate(organization, id, "{\"signing_key\":\"short\"}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/signing_key"));
        rotate(organization, id, "{}").then().statusCode(422).body("errors.pointer", contains("/signing_key"));
        rotate(organization, id, "{\"signing_key\":\"the-fourth-key\",\"keep_previous_seconds\":604801}")
                .then()
                .statusCode(422);
        assertThat(records(id)).hasSize(3);
    }

    @Test
    void deletesAnEndpointWithItsKeys() {
        // Given
        Organization organization = organization();
        String id = id(make(organization, BODY));
        // When
        organization.request().delete(ROUTE + "/" + id).then().statusCode(204);
        // Then
        TotpUrlEndpointChanged event = read(records(id).getLast());
        assertThat(event.state()).isEqualTo(ChannelChanged.State.DELETED);
        assertThat(event.secretsSealed()).isNull();
        assertThat(event.identifierSealed()).isNull();
        assertThat(event.totpUrl()).isNull();
        organization.request().get(ROUTE + "/" + id).then().statusCode(404);
        organization.request().delete(ROUTE + "/" + id).then().statusCode(404);
        organization.request().get(ROUTE).then().body("$", empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"totp_identifier":"a","signing_keys":["planted-key-1"]}                                        | /name
            {"name":"","totp_identifier":"a","signing_keys":["planted-key-1"]}                              | /name
            {"name":"n","signing_keys":["planted-key-1"]}                                                   | /totp_identifier
            {"name":"n","totp_identifier":" ","signing_keys":["planted-key-1"]}                             | /totp_identifier
            {"name":"n","totp_identifier":5,"signing_keys":["planted-key-1"]}                               | /totp_identifier
            {"name":"n","totp_identifier":"a\\u0000b","signing_keys":["planted-key-1"]}                     | /totp_identifier
            {"name":"n","credential_id":"cred_404","signing_keys":["planted-key-1"]}                        | /credential_id
            {"name":"n","totp_identifier":"a"}                                                              | /signing_keys
            {"name":"n","totp_identifier":"a","signing_keys":"planted-key-1"}                               | /signing_keys
            {"name":"n","totp_identifier":"a","signing_keys":[]}                                            | /signing_keys
            {"name":"n","totp_identifier":"a","signing_keys":["planted-key-1","planted-key-2","planted-key-3"]} | /signing_keys
            {"name":"n","totp_identifier":"a","signing_keys":["short"]}                                     | /signing_keys/0
            {"name":"n","totp_identifier":"a","signing_keys":["planted-key-1","planted key 2"]}             | /signing_keys/1
            {"name":"n","totp_identifier":"a","signing_keys":["planted-key-1"],"otp_type":"fax"}            | /otp_type
            {"name":"n","totp_identifier":"a","signing_keys":["planted-key-1"],"hold_seconds":29}           | /hold_seconds
            {"name":"n","totp_identifier":"a","signing_keys":["planted-key-1"],"hold_seconds":-1}           | /hold_seconds
            {"name":"n","totp_identifier":"a","signing_keys":["planted-key-1"],"allow_without_run":"yes"}   | /allow_without_run
            """)
    void namesTheFieldThatIsWrong(String body, String pointer) {
        // When
        Response refused = make(organization(), body);
        // Then
        refused.then().statusCode(422).contentType("application/problem+json").body("errors.pointer", hasItem(pointer));
        assertThat(refused.asString()).doesNotContain("planted");
    }

    @Test
    void knowsNoCredentialOfAnotherOrganisation() {
        // Given
        String foreign = organization().storeAuthenticator("JBSWY3DPEHPK3PXP");
        Organization organization = organization();
        String body = "{\"name\":\"n\",\"credential_id\":\"%s\",\"signing_keys\":[\"" + KEY + "\"]}";
        // When
        Response toForeign = make(organization, body.formatted(foreign));
        Response toUnknown = make(organization, body.formatted("cred_404"));
        // Then
        toForeign.then().statusCode(422);
        assertThat(toForeign.<Object>path("errors")).isEqualTo(toUnknown.path("errors"));
    }

    @Test
    void changesNothingOnABadChange() {
        // Given
        Organization organization = organization();
        String id = id(make(organization, BODY));
        // When
        Response serving = patch(organization, id, "{\"totp_identifier\":null,\"name\":\"x\"}");
        Response unsigned = patch(organization, id, "{\"signing_keys\":[],\"name\":\"x\"}");
        // Then
        serving.then().statusCode(422).body("errors.pointer", contains("/totp_identifier"));
        unsigned.then().statusCode(422).body("errors.pointer", contains("/signing_keys"));
        organization.request().get(ROUTE + "/" + id).then().body("name", is("Bank logins"));
        assertThat(records(id)).hasSize(1);
    }

    @Test
    void needsAnAdministrator() {
        // Given
        Organization organization = organization();
        String id = id(make(organization, BODY));
        String other = organization.key("codes:push", "codes:request", "credentials:write");
        // Then
        as(other).get(ROUTE).then().statusCode(403);
        as(other).get(ROUTE + "/" + id).then().statusCode(403);
        as(other).body(BODY).post(ROUTE).then().statusCode(403);
        as(other).body("{}").patch(ROUTE + "/" + id).then().statusCode(403);
        as(other).delete(ROUTE + "/" + id).then().statusCode(403);
        as(Installation.operatorKey()).get(ROUTE).then().statusCode(403);
    }

    @Test
    void tellsAStrangerNothing() {
        // Given
        String id = id(make(organization(), BODY));
        Organization stranger = organization();
        // Then
        for (String asked : List.of(id, "te_404")) {
            stranger.request()
                    .get(ROUTE + "/" + asked)
                    .then()
                    .statusCode(404)
                    .body("detail", is("There is no such endpoint"));
            patch(stranger, asked, "{\"hold_seconds\":\"x\"}").then().statusCode(404);
            rotate(stranger, asked, "{}").then().statusCode(404);
            stranger.request().delete(ROUTE + "/" + asked).then().statusCode(404);
        }
    }

    @Test
    void makesNothingWhileTheBrokerIsAway() {
        // Given
        Organization organization = organization();
        broker.stop();
        Response refused;
        try {
            // When
            refused = make(organization, BODY);
        } finally {
            broker.restart();
        }
        // Then
        refused.then().statusCode(503).header("Retry-After", "7");
        organization.request().get(ROUTE).then().body("$", empty());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> make(organization, BODY).then().statusCode(201));
    }

    @Test
    void keepsEveryActInTheAuditTrail() {
        // Given
        Organization organization = organization();
        String id = id(make(organization, BODY));
        rotate(organization, id, "{\"signing_key\":\"the-second-key\"}");
        patch(organization, id, "{\"name\":\"x\"}");
        // When
        organization.request().delete(ROUTE + "/" + id).then().statusCode(204);
        // Then
        await().untilAsserted(() -> assertThat(ChannelRecords.values(broker.bootstrapServers(), Topic.AUDIT).stream()
                        .map(value -> new String(value, StandardCharsets.UTF_8))
                        .filter(value -> value.contains(id)))
                .hasSize(4)
                .anyMatch(value -> value.contains("totp-url-endpoint.signing-key-rotated")));
    }

    private static Response make(Organization organization, String body) {
        return organization.request().body(body).post(ROUTE);
    }

    private static Response patch(Organization organization, String id, String body) {
        return organization.request().body(body).patch(ROUTE + "/" + id);
    }

    private static Response rotate(Organization organization, String id, String body) {
        return organization.request().body(body).post(ROUTE + "/" + id + "/rotate-signing-key");
    }

    private static String id(Response made) {
        return made.then().statusCode(201).extract().path("endpoint_id");
    }

    private static TotpUrlEndpointChanged read(byte[] value) {
        return ChannelRecords.read(TotpUrlEndpointChanged.class, value);
    }

    private List<byte[]> records(String endpointId) {
        return ChannelRecords.of(broker.bootstrapServers(), endpointId);
    }
}
