package dev.postern.credential.store;

import static dev.postern.credential.Installation.organization;
import static dev.postern.credential.store.SampleCredentials.CARD;
import static dev.postern.credential.store.SampleCredentials.LOGIN;
import static dev.postern.credential.store.SampleCredentials.SECRET;
import static dev.postern.credential.store.SampleCredentials.SEED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import dev.postern.fixtures.Rfc6238;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class CredentialsApiTest {
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
    void findsALoginByTheHostOfItsSite() {
        // Given
        Organization organization = organization();
        String id = organization.store(LOGIN);
        organization.store(CARD);
        organization
                .request()
                .body("{\"tested_url\":\"https://Shop.example.com:8443/log-in?of=anna\"}")
                .patch("/v1/credentials/" + id)
                .then()
                .statusCode(200);
        // Then
        list(organization, Map.of("search", "shop.EXAMPLE")).body("name", contains("Acme"));
        for (String other : List.of("elsewhere.example", "https", "log-in", "anna")) {
            list(organization, Map.of("search", other)).body("$", hasSize(0));
        }
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
    void overwritesALogin() {
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
    void aPictureBecomesALoginThatMakesCodes() {
        // Given
        Organization organization = organization();
        Response read = organization
                .request()
                .contentType("multipart/form-data")
                .multiPart("picture", "code.webp", Installation.picture("lossless.webp"), "image/webp")
                .post("/v1/qr-codes");
        read.then()
                .statusCode(200)
                .header("cache-control", "no-store")
                .body("codes", hasSize(1))
                .body("codes[0].kind", is("authenticator"))
                .body("codes[0].issuer", is("Acme"))
                .body("codes[0].account", is("anna@example.com"))
                .body("codes[0].digits", is(6))
                .body("codes[0].period_seconds", is(30));
        // When
        String id = organization
                .request()
                .body(Map.of("name", "Acme", "authenticator_key", read.path("codes[0].key")))
                .post("/v1/logins")
                .then()
                .statusCode(201)
                .body("credential.totp_type", is("authenticator"))
                .extract()
                .path("credential_id");
        // Then
        organization
                .request()
                .get("/v1/credentials/" + id + "/totp-code")
                .then()
                .statusCode(200)
                .body("code", matchesPattern("[0-9]{6}"));
    }

    @Test
    void whatIsNoPictureIsRefused() {
        Organization organization = organization();
        for (byte[] body :
                List.of(new byte[0], "{}".getBytes(StandardCharsets.UTF_8), new byte[] {'G', 'I', 'F', '8'})) {
            organization
                    .request()
                    .contentType("image/png")
                    .body(body)
                    .post("/v1/qr-codes")
                    .then()
                    .statusCode(415)
                    .contentType("application/problem+json");
        }
        organization
                .request()
                .contentType("image/png")
                .body(new byte[10 * 1024 * 1024 + 1])
                .post("/v1/qr-codes")
                .then()
                .statusCode(413);
    }
}
