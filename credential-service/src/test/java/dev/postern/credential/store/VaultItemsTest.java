package dev.postern.credential.store;

import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import dev.postern.credential.lease.HandOutCode;
import dev.postern.events.Topic;
import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import dev.postern.fixtures.TopicContent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Skyvern server with {@code CREDENTIAL_VAULT_TYPE=custom}, by the requests that its client makes. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class VaultItemsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BASE = "/v1/vault/credentials";
    // As Python writes JSON: blanks after separators, ASCII only.
    private static final String LOGIN = """
            {"name": "B\\u00fcro", "type": "password", "username": "u", "password": "p\\u00e4ss", "totp": %s, "totp_type": "%s", "metadata": {"k": "v"}}""";
    private static final String CARD = """
            {"name": "Visa", "type": "credit_card", "card_holder_name": "M E", "card_number": "4111111111111234", "card_exp_month": "12", "card_exp_year": "2030", "card_cvv": "123", "card_brand": "visa", "billing_address": {"line1": "1 St"}, "billing_email": "b@example.com"}""";
    private static final String SECRET = """
            {"name": "Token", "type": "secret", "secret_value": "s", "secret_label": "ci"}""";

    private final HandOutCode handOutCode;
    private final String brokers;

    VaultItemsTest(HandOutCode handOutCode, @ConfigProperty(name = "kafka.bootstrap.servers") String brokers) {
        this.handOutCode = handOutCode;
        this.brokers = brokers;
    }

    @Test
    void theConnectionTestSucceedsForATokenThatMayReveal() {
        Organization organization = organization();
        server(organization.revealKey()).get(BASE).then().statusCode(200).contentType("application/json");
        server(organization.key()).get(BASE).then().statusCode(403);
        server("nonsense").get(BASE).then().statusCode(403).body("detail", is("Invalid credentials"));
        RestAssured.given().get(BASE).then().statusCode(403);
    }

    @Test
    void readsBackALogin() throws IOException {
        String token = organization().revealKey();
        Response read = read(token, store(token, LOGIN.formatted("\"JBSWY3DPEHPK3PXP\"", "authenticator")));
        read.then()
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache");
        assertThat(without(read)).isEqualTo(MAPPER.readTree("""
                {"name":"B\u00fcro","type":"password","username":"u","password":"p\u00e4ss","totp":"JBSWY3DPEHPK3PXP",
                 "totp_type":"authenticator","metadata":{"k":"v"}}"""));
    }

    /** Skyvern sends null for no key, and refuses null for the type. */
    @Test
    void readsBackALoginWithoutAnAuthenticator() throws IOException {
        String token = organization().revealKey();
        Response read = read(token, store(token, LOGIN.formatted("null", "text")));
        assertThat(without(read).get("totp").isNull()).isTrue();
        assertThat(without(read).get("totp_type").asText()).isEqualTo("text");
        String least =
                store(token, "{\"name\": \"n\", \"type\": \"password\", \"username\": \"u\", \"password\": \"p\"}");
        assertThat(without(read(token, least)).get("totp_type").asText()).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {CARD, SECRET})
    void readsBackCardsAndSecrets(String body) throws IOException {
        String token = organization().revealKey();
        assertThat(without(read(token, store(token, body)))).isEqualTo(MAPPER.readTree(body));
    }

    /** An update there is a new item here, and the old one deleted, perhaps twice and perhaps never. */
    @Test
    void anUpdateReplacesTheItem() {
        // Given
        Organization organization = organization();
        String token = organization.revealKey();
        String first = store(token, SECRET);
        // When
        String second = store(token, SECRET.replace("\"s\"", "\"s2\""));
        server(token)
                .contentType("application/json")
                .delete(BASE + "/" + first)
                .then()
                .statusCode(204);
        server(token)
                .contentType("application/json")
                .delete(BASE + "/" + first)
                .then()
                .statusCode(204);
        // Then
        assertThat(second).isNotEqualTo(first).matches("[A-Za-z0-9_-]+");
        server(token).get(BASE + "/" + first).then().statusCode(404).body("detail", is("There is no such item"));
        assertThat(read(token, second).<String>path("secret_value")).isEqualTo("s2");
        organization.request().get("/v1/credentials").then().body("credential_id", contains(second));
    }

    @Test
    void revealsNothingThatCameAnotherWay() {
        // Given
        Organization organization = organization();
        String token = organization.revealKey();
        String stored = organization.store(SampleCredentials.SECRET);
        String foreign = store(organization().revealKey(), SECRET);
        // Then
        for (String id : List.of(stored, foreign, "cred_9")) {
            server(token).get(BASE + "/" + id).then().statusCode(404).body("detail", is("There is no such item"));
            server(token).delete(BASE + "/" + id).then().statusCode(204);
        }
        organization.request().get("/v1/credentials/" + stored).then().statusCode(200);
    }

    @Test
    void whatCameThisWayCannotBeOverwrittenAnotherWay() {
        // Given
        Organization organization = organization();
        String token = organization.revealKey();
        String item = store(token, SECRET);
        // When
        organization
                .request()
                .body(SampleCredentials.LOGIN)
                .post("/v1/credentials/" + item + "/update")
                .then()
                .statusCode(409);
        organization
                .request()
                .body(SampleCredentials.LOGIN)
                .put("/api/v1/credentials/" + item)
                .then()
                .statusCode(409);
        // Then
        assertThat(read(token, item).<String>path("secret_value")).isEqualTo("s");
        organization
                .request()
                .post("/v1/credentials/" + item + "/delete")
                .then()
                .statusCode(204);
        server(token).get(BASE + "/" + item).then().statusCode(404);
    }

    @Test
    void itemsAreListedAsOfTheirVault() {
        // Given
        Organization organization = organization();
        String item = store(organization.revealKey(), SECRET);
        String own = organization.store(SampleCredentials.SECRET);
        // Then
        list(organization, Map.of())
                .then()
                .body("credential_id", contains(own, item))
                .body("vault_type", contains("skyvern", "custom"));
        list(organization, Map.of("vault_type", "custom")).then().body("credential_id", contains(item));
        list(organization, Map.of("vault_type", "skyvern")).then().body("credential_id", contains(own));
        list(organization, Map.of("vault_type", "gcp")).then().body("$", hasSize(0));
    }

    @Test
    void aLoginThatIsKeptHereHasItsCodesHereToo() {
        Organization organization = organization();
        String item = store(organization.revealKey(), LOGIN.formatted("\"MFRGGZDFMZTWQ2LKNNWG23TP\"", "authenticator"));
        assertThat(handOutCode.answer(new CodeQuestion(organization.id(), item, "run", 0, null, null, null)))
                .isInstanceOf(AuthenticatorAnswer.Code.class);
    }

    /** Whatever it could not read elsewhere it would lose here. */
    @Test
    void aKeyThatIsNoneIsKeptAsItCame() {
        Organization organization = organization();
        String token = organization.revealKey();
        String item = store(token, LOGIN.formatted("\"of tomorrow!\"", "authenticator"));
        assertThat(read(token, item).<String>path("totp")).isEqualTo("of tomorrow!");
        organization
                .request()
                .get("/v1/credentials/" + item + "/totp-code")
                .then()
                .statusCode(400)
                .body("detail.error_code", is("invalid_authenticator_key"));
    }

    @Test
    void everyRevealIsAudited() {
        // Given
        Organization organization = organization();
        String token = organization.revealKey();
        String item = store(token, SECRET);
        // When
        read(token, item);
        read(token, item);
        server(token).get(BASE + "/cred_9").then().statusCode(404);
        // Then
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(TopicContent.texts(brokers, Topic.AUDIT, organization.id()).stream()
                                .filter(record -> record.contains("credential.revealed")))
                        .hasSize(2)
                        .allSatisfy(record -> assertThat(record).contains(item).doesNotContain(token)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"name\":\"n\"}",
                "{\"name\":\"n\",\"type\":\"PASSWORD\",\"username\":\"u\",\"password\":\"p\"}",
                "{\"name\":\"n\",\"type\":\"password\",\"username\":\"u\"}",
                "{\"name\":\"n\",\"type\":\"password\",\"username\":\"u\",\"password\":\"p\",\"totp_type\":null}",
                "{\"name\":\"n\",\"type\":\"password\",\"username\":\"a\\u0000\",\"password\":\"p\"}",
                "{\"name\":\"n\",\"type\":\"credit_card\",\"card_number\":\"1\"}",
                "{\"name\":\"n\",\"type\":\"secret\",\"secret_value\":7}",
                "{\"name\":null,\"type\":\"secret\",\"secret_value\":\"s\"}"
            })
    void refusesBadBodiesAndStoresNothing(String body) {
        Organization organization = organization();
        server(organization.revealKey())
                .contentType("application/json")
                .body(body)
                .post(BASE)
                .then()
                .statusCode(422);
        list(organization, Map.of()).then().body("$", hasSize(0));
    }

    @Test
    void noOtherScopeOpensIt() {
        Organization organization = organization();
        String item = store(organization.revealKey(), SECRET);
        for (RequestSpecification request : List.of(
                server(organization.key()),
                server(organization.key("admin", "credentials:read", "credentials:write")))) {
            request.get(BASE + "/" + item).then().statusCode(403);
        }
        server(organization.key())
                .contentType("application/json")
                .body(SECRET)
                .post(BASE)
                .then()
                .statusCode(403);
        server(organization.key()).delete(BASE + "/" + item).then().statusCode(403);
        server(organization.revealKey()).get("/v1/credentials").then().statusCode(403);
    }

    private static RequestSpecification server(String token) {
        return RestAssured.given().header("Authorization", "Bearer " + token);
    }

    private static String store(String token, String body) {
        return server(token)
                .contentType("application/json")
                .body(body)
                .post(BASE)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Response read(String token, String id) {
        Response read = server(token).contentType("application/json").get(BASE + "/" + id);
        read.then().statusCode(200).body("id", is(id));
        return read;
    }

    /** All but the id. */
    private static JsonNode without(Response response) throws IOException {
        Map<String, Object> members = Installation.members(response);
        members.remove("id");
        return MAPPER.valueToTree(members);
    }

    private static Response list(Organization organization, Map<String, ?> query) {
        return organization.request().queryParams(query).get("/v1/credentials");
    }
}
