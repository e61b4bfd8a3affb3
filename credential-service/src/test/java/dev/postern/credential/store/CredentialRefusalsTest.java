package dev.postern.credential.store;

import static dev.postern.credential.Installation.organization;
import static dev.postern.credential.store.SampleCredentials.LOGIN;
import static dev.postern.credential.store.SampleCredentials.SECRET;
import static dev.postern.credential.store.SampleCredentials.SEED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import dev.postern.credential.lease.HandOutCode;
import dev.postern.events.internal.AuthenticatorAnswer;
import dev.postern.events.internal.CodeQuestion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class CredentialRefusalsTest {
    private final HandOutCode handOutCode;

    CredentialRefusalsTest(HandOutCode handOutCode) {
        this.handOutCode = handOutCode;
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
    void refusesAStrangerWhateverTheBodyIs() {
        Installation.as("pk_unknown")
                .body("{")
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
        stranger.request().get("/v1/credentials").then().statusCode(200).body("$", hasSize(0));
    }

    private static Map<String, String> routes() {
        Map<String, String> routes = new LinkedHashMap<>();
        routes.put("GET /v1/credentials/ID", "");
        routes.put("GET /v1/credentials/ID/totp-code", "");
        routes.put("POST /v1/credentials/ID/update", LOGIN);
        routes.put("POST /v1/credentials/ID/delete", "");
        routes.put("PATCH /v1/credentials/ID", "{\"name\":\"n\"}");
        routes.put("PUT /v1/credentials/ID/folder", "{\"folder_id\":null}");
        routes.put("PUT /api/v1/credentials/ID/folder", "{\"folder_id\":null}");
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

    @Test
    void refusesAKeyThatCountsInSkyvernsOwnMember() {
        organization()
                .request()
                .body(body("\"totp\":\"" + counting(1) + "\",\"totp_type\":\"authenticator\""))
                .post("/v1/credentials")
                .then()
                .statusCode(400)
                .body("detail.error_code", is("invalid_authenticator_key"));
    }

    @Test
    void refusesABadKeyThatCountsAndTwoKeys() {
        Organization organization = organization();
        organization
                .request()
                .body(body("\"hotp\":\"GEZDGNBV\""))
                .post("/v1/credentials")
                .then()
                .statusCode(400)
                .body("detail.error_code", is("invalid_authenticator_key"));
        organization
                .request()
                .body(body("\"hotp\":\"" + counting(1) + "\",\"totp\":\"GEZDGNBV\""))
                .post("/v1/credentials")
                .then()
                .statusCode(422);
    }

    /** A preview must not use a counter up, and an update that names no key takes it away. */
    @Test
    void aKeyThatCountsIsNotPreviewedAndGoesWithAnUpdate() {
        Organization organization = organization();
        String id = organization.store(body("\"hotp\":\"" + counting(1) + "\""));
        organization
                .request()
                .get("/v1/credentials/" + id + "/totp-code")
                .then()
                .statusCode(400);
        organization
                .request()
                .body(body("\"totp_type\":\"none\""))
                .post("/v1/credentials/" + id + "/update")
                .then()
                .statusCode(200);
        assertThat(handOutCode.answer(new CodeQuestion(organization.id(), id, "run", 0, null, null, null)))
                .isInstanceOf(AuthenticatorAnswer.None.class);
    }

    private static String counting(long counter) {
        byte[] seed = new byte[20];
        new SecureRandom().nextBytes(seed);
        return "otpauth://hotp/x?secret=" + new Base32().encodeToString(seed) + "&counter=" + counter;
    }

    private static String body(String member) {
        return "{\"name\":\"n\",\"credential_type\":\"password\",\"credential\":{\"username\":\"u\",\"password\":\"p\","
                + member + "}}";
    }
}
