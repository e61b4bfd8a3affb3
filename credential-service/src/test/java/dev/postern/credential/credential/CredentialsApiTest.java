package dev.postern.credential.credential;

import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import dev.postern.credential.Rfc6238;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class CredentialsApiTest {
    private static final String SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    private static final String LOGIN = """
            {"name":"Acme","credential_type":"password","credential":{"username":"me@example.com","password":"p",
             "totp":"%s","totp_type":"authenticator","totp_identifier":"codes@example.com"}}""".formatted(SEED);
    private static final String CARD = """
            {"name":"Visa","credential_type":"credit_card","credential":{"card_number":"4111111111111234","card_cvv":"123",
             "card_exp_month":"12","card_exp_year":"2030","card_brand":"visa","card_holder_name":"M E"}}""";
    private static final String SECRET = """
            {"name":"Token","credential_type":"secret","credential":{"secret_value":"s","secret_label":"ci"}}""";

    @Test
    void storesALoginAndShowsItWithoutItsSecrets() {
        // Given
        Organization organization = organization();
        // When
        Response created = organization.request().body(LOGIN).post("/v1/credentials/");
        // Then
        created.then().statusCode(201);
        Map<String, Object> body = Installation.members(created);
        assertThat(body.keySet())
                .containsExactly(
                        "credential_id",
                        "credential",
                        "credential_type",
                        "name",
                        "vault_type",
                        "browser_profile_id",
                        "auto_profile_disabled",
                        "pin_saved_session_ip",
                        "tested_url",
                        "user_context",
                        "save_browser_session_intent",
                        "run_sequentially",
                        "folder_id",
                        "proxy_location",
                        "proxy_session_id");
        assertThat(body.get("credential"))
                .isEqualTo(Map.of(
                        "username",
                        "me@example.com",
                        "totp_type",
                        "authenticator",
                        "totp_identifier",
                        "codes@example.com"));
        assertThat(Installation.members(organization.request().get("/v1/credentials/" + body.get("credential_id"))))
                .isEqualTo(body);
        created.then().header("X-Frame-Options", "DENY");
    }

    @Test
    void storesCardsAndSecrets() {
        Organization organization = organization();
        organization
                .request()
                .body(CARD)
                .post("/v1/credentials")
                .then()
                .statusCode(201)
                .body("credential", equalTo(Map.of("last_four", "1234", "brand", "visa")));
        organization
                .request()
                .body(SECRET)
                .post("/v1/credentials")
                .then()
                .statusCode(201)
                .body("credential", equalTo(Map.of("secret_label", "ci")));
    }

    @Test
    void givesBackWhatABrowserNeeds() {
        Organization organization = organization();
        organization
                .request()
                .body(SECRET.replaceFirst(
                        "\\{",
                        "{\"proxy_location\":{\"country\":\"DE\"},\"tested_url\":\"https://example.com\","
                                + "\"pin_saved_session_ip\":true,"))
                .post("/v1/credentials")
                .then()
                .statusCode(201)
                .body("proxy_location.country", is("DE"))
                .body("tested_url", is("https://example.com"))
                .body("pin_saved_session_ip", is(true));
    }

    @Test
    void answersTheLegacyRoutesWithTheirOldStatuses() {
        Organization organization = organization();
        String id = organization
                .request()
                .body(SECRET)
                .post("/api/v1/credentials")
                .then()
                .statusCode(200)
                .extract()
                .path("credential_id");
        organization
                .request()
                .get("/api/v1/credentials/" + id)
                .then()
                .statusCode(200)
                .body("name", is("Token"));
        organization
                .request()
                .get("/api/v1/credentials/")
                .then()
                .statusCode(200)
                .body("$", hasSize(1));
        organization
                .request()
                .body(SECRET.replace("Token", "Other"))
                .put("/api/v1/credentials/" + id)
                .then()
                .statusCode(200)
                .body("name", is("Other"));
        organization.request().get("/api/v1/credentials/totp").then().statusCode(404);
        Response deleted = organization.request().delete("/api/v1/credentials/" + id);
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(deleted.asString()).isEqualTo("null");
    }

    @Test
    void listsTheNewestFirstByPagesTypesAndText() {
        // Given
        Organization organization = organization();
        organization.store(LOGIN);
        organization.store(CARD);
        organization.store(SECRET);
        // Then
        list(organization, Map.of()).body("name", contains("Token", "Visa", "Acme"));
        list(organization, Map.of("page", 2, "page_size", 2)).body("name", contains("Acme"));
        list(organization, Map.of("page", 3, "page_size", 2)).body("$", hasSize(0));
        list(organization, Map.of("credential_type", "password")).body("name", contains("Acme"));
        list(organization, Map.of("search", "ME@EX")).body("name", contains("Acme"));
        list(organization, Map.of("search", "1234")).body("name", contains("Visa"));
        list(organization, Map.of("search", "CI")).body("name", contains("Token"));
        list(organization, Map.of("search", "%")).body("$", hasSize(0));
        list(organization, Map.of("search", "_")).body("$", hasSize(0));
        list(organization, Map.of("vault_type", "bitwarden")).body("$", hasSize(0));
        list(organization, Map.of("vault_type", "skyvern")).body("$", hasSize(3));
    }

    private static io.restassured.response.ValidatableResponse list(Organization organization, Map<String, ?> query) {
        return organization
                .request()
                .queryParams(query)
                .get("/v1/credentials")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "page, 0, greater_than_equal",
        "page, x, int_parsing",
        "page_size, '', int_parsing",
        "credential_type, PASSWORD, enum",
        "vault_type, mine, enum"
    })
    void refusesBadQueries(String name, String value, String type) {
        organization()
                .request()
                .queryParam(name, value)
                .get("/v1/credentials")
                .then()
                .statusCode(422)
                .body("detail[0].loc", contains("query", name))
                .body("detail[0].type", is(type));
    }

    @Test
    void overwritesAllButTheMetadata() {
        // Given
        Organization organization = organization();
        String id = organization.store(LOGIN);
        // When
        organization
                .request()
                .body("""
                        {"name":"New","credential_type":"password","credential":{"username":"u2","password":"p2"}}""")
                .post("/v1/credentials/" + id + "/update")
                .then()
                .statusCode(200)
                .body("name", is("New"))
                .body("credential.username", is("u2"))
                .body("credential.totp_type", is("none"))
                .body("credential.totp_identifier", nullValue());
        // Then
        organization
                .request()
                .get("/v1/credentials/" + id + "/totp-code")
                .then()
                .statusCode(400)
                .body("detail", is("Credential does not use an authenticator"));
    }

    @Test
    void changesTheTypeOnUpdate() {
        Organization organization = organization();
        String id = organization.store(LOGIN);
        organization
                .request()
                .body(CARD)
                .post("/v1/credentials/" + id + "/update")
                .then()
                .statusCode(200)
                .body("credential_type", is("credit_card"))
                .body("credential.brand", is("visa"));
    }

    @Test
    void deletesOnce() {
        Organization organization = organization();
        String id = organization.store(SECRET);
        organization.request().post("/v1/credentials/" + id + "/delete").then().statusCode(204);
        organization.request().get("/v1/credentials/" + id).then().statusCode(404);
        organization.request().post("/v1/credentials/" + id + "/delete").then().statusCode(404);
        list(organization, Map.of()).body("$", hasSize(0));
    }

    @Test
    void previewsTheCodeAnIndependentComputationAgreesWith() {
        // Given
        Organization organization = organization();
        String id = organization.storeAuthenticator(SEED);
        // When
        long before = Instant.now().getEpochSecond() / 30;
        Response preview = organization.request().get("/v1/credentials/" + id + "/totp-code");
        long after = Instant.now().getEpochSecond() / 30;
        // Then
        preview.then().statusCode(200).header("Cache-Control", "no-store").header("Pragma", "no-cache");
        assertThat(preview.<String>path("code")).isIn(Rfc6238.code(SEED, before), Rfc6238.code(SEED, after));
        assertThat(preview.<Integer>path("seconds_remaining")).isBetween(1, 30);
        assertThat(Installation.members(preview)).containsOnlyKeys("code", "seconds_remaining");
    }

    @Test
    void refusesToPreviewWhatIsNoAuthenticator() {
        Organization organization = organization();
        for (String body : List.of(CARD, SECRET, LOGIN.replace("\"authenticator\"", "\"email\""))) {
            organization
                    .request()
                    .get("/v1/credentials/" + organization.store(body) + "/totp-code")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void refusesBadAuthenticatorKeysWithAnObject() {
        Organization organization = organization();
        organization
                .request()
                .body(LOGIN.replace(SEED, "no key!"))
                .post("/v1/credentials")
                .then()
                .statusCode(400)
                .body("detail.error_code", is("invalid_authenticator_key"));
        organization
                .request()
                .body(LOGIN.replace(SEED, ""))
                .post("/v1/credentials")
                .then()
                .statusCode(400)
                .body("detail.error_code", is("authenticator_key_required"));
    }

    @Test
    void refusesBadBodiesInTheContractsWords() {
        Organization organization = organization();
        organization
                .request()
                .body("{\"name\":")
                .post("/v1/credentials")
                .then()
                .statusCode(422)
                .body("detail[0].type", is("json_invalid"));
        organization
                .request()
                .body("{\"name\":7}")
                .post("/v1/credentials")
                .then()
                .statusCode(422)
                .body("detail.type", contains("string_type", "missing", "missing"))
                .body("detail[0].loc", contains("body", "name"))
                .body("detail[0].size()", is(3));
        organization
                .request()
                .body(SECRET.replaceFirst("\\{", "{\"vault_type\":\"bitwarden\","))
                .post("/v1/credentials")
                .then()
                .statusCode(400);
        RestAssured.given()
                .header("x-api-key", organization.key())
                .contentType("text/plain")
                .body(SECRET)
                .post("/v1/credentials")
                .then()
                .statusCode(422)
                .body("detail[0].type", is("model_attributes_type"));
        organization.request().body("").post("/v1/credentials").then().statusCode(422);
    }

    @Test
    void refusesMalformedJsonBeforeTheCallerAndFieldsAfter() {
        Installation.as("pk_unknown").body("{").post("/v1/credentials").then().statusCode(422);
        Installation.as("pk_unknown")
                .body("{}")
                .post("/v1/credentials")
                .then()
                .statusCode(403)
                .body("detail", is("Invalid credentials"));
    }

    @Test
    void needsTheScope() {
        // Given
        Organization organization = organization();
        String id = organization.store(LOGIN);
        String reader = organization.key("credentials:read");
        String writer = organization.key("credentials:write");
        // Then
        Installation.as(reader).get("/v1/credentials/" + id).then().statusCode(200);
        Installation.as(reader)
                .get("/v1/credentials/" + id + "/totp-code")
                .then()
                .statusCode(200);
        Installation.as(reader).body(SECRET).post("/v1/credentials").then().statusCode(403);
        Installation.as(reader)
                .body(SECRET)
                .post("/v1/credentials/" + id + "/update")
                .then()
                .statusCode(403);
        Installation.as(reader).post("/v1/credentials/" + id + "/delete").then().statusCode(403);
        Installation.as(writer).get("/v1/credentials/" + id).then().statusCode(403);
        Installation.as(writer).get("/v1/credentials").then().statusCode(403);
        Installation.as(writer)
                .get("/v1/credentials/" + id + "/totp-code")
                .then()
                .statusCode(403);
    }

    @Test
    void answersAForeignIdAsAnUnknownOne() {
        // Given
        Organization owner = organization();
        Organization stranger = organization();
        String foreign = owner.store(LOGIN);
        // Then
        for (Map.Entry<String, String> route : routes().entrySet()) {
            Response toForeign = send(stranger, route, foreign);
            Response toUnknown = send(stranger, route, "cred_9");
            assertThat(toForeign.statusCode()).as(route.getKey()).isEqualTo(404);
            assertThat(toUnknown.statusCode()).isEqualTo(404);
            assertThat(toForeign.asString().replace(foreign, "ID"))
                    .isEqualTo(toUnknown.asString().replace("cred_9", "ID"));
        }
        owner.request().get("/v1/credentials/" + foreign).then().statusCode(200);
        list(stranger, Map.of()).body("$", hasSize(0));
    }

    private static Map<String, String> routes() {
        Map<String, String> routes = new LinkedHashMap<>();
        routes.put("GET /v1/credentials/ID", "");
        routes.put("GET /v1/credentials/ID/totp-code", "");
        routes.put("POST /v1/credentials/ID/update", LOGIN);
        routes.put("POST /v1/credentials/ID/delete", "");
        routes.put("GET /api/v1/credentials/ID", "");
        routes.put("PUT /api/v1/credentials/ID", LOGIN);
        routes.put("DELETE /api/v1/credentials/ID", "");
        return routes;
    }

    private static Response send(Organization caller, Map.Entry<String, String> route, String id) {
        String[] parts = route.getKey().split(" ", 2);
        return caller.request().body(route.getValue()).request(parts[0], parts[1].replace("ID", id));
    }

    @Test
    void saysWhichIdWasNotThereOnChanges() {
        organization()
                .request()
                .post("/v1/credentials/cred_9/delete")
                .then()
                .statusCode(404)
                .body("detail", is("Credential not found, credential_id=cred_9"));
        organization()
                .request()
                .get("/v1/credentials/cred_9")
                .then()
                .statusCode(404)
                .body("detail", is("Credential not found"));
    }
}
