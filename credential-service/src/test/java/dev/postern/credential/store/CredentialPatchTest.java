package dev.postern.credential.store;

import static dev.postern.credential.Installation.organization;
import static dev.postern.credential.store.SampleCredentials.LOGIN;
import static dev.postern.credential.store.SampleCredentials.SECRET;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation.Organization;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class CredentialPatchTest {
    private static final String EVERYTHING = """
            {"name":"Renamed","tested_url":"https://example.com/login","user_context":"click SSO first",
             "save_browser_session_intent":true,"auto_profile_disabled":true,"run_sequentially":true,
             "proxy_location":"RESIDENTIAL","proxy_session_id":"s1","rotate_proxy_session_id":true,
             "browser_profile_id":"bp_1","pin_saved_session_ip":true}""";

    @Test
    void changesWhatIsNoSecret() {
        // Given
        Organization organization = organization();
        String id = organization.store(LOGIN);
        // When
        ValidatableResponse patched = patch(organization, id, EVERYTHING);
        // Then
        hasEverything(patched.statusCode(200));
        hasEverything(organization
                .request()
                .get("/v1/credentials/" + id)
                .then()
                .body("credential.totp_type", is("authenticator")));
        organization
                .request()
                .get("/v1/credentials/" + id + "/totp-code")
                .then()
                .statusCode(200);
    }

    private static void hasEverything(ValidatableResponse shown) {
        shown.body("name", is("Renamed"))
                .body("tested_url", is("https://example.com/login"))
                .body("user_context", is("click SSO first"))
                .body("save_browser_session_intent", is(true))
                .body("auto_profile_disabled", is(true))
                .body("run_sequentially", is(true))
                .body("proxy_location", is("RESIDENTIAL"))
                .body("proxy_session_id", is("s1"))
                .body("browser_profile_id", is("bp_1"))
                .body("pin_saved_session_ip", is(true));
    }

    @Test
    void leavesWhatIsNotGiven() {
        // Given
        Organization organization = organization();
        String id = organization.store(LOGIN);
        patch(organization, id, EVERYTHING).statusCode(200);
        // When
        patch(organization, id, "{\"run_sequentially\":false}").body("run_sequentially", is(false));
        patch(organization, id, """
                {"name":null,"tested_url":null,"user_context":"  ","save_browser_session_intent":null,
                 "pin_saved_session_ip":null}""").statusCode(200);
        // Then
        patch(organization, id, "{\"run_sequentially\":true}").body("name", is("Renamed"));
        hasEverything(organization.request().get("/v1/credentials/" + id).then());
    }

    @Test
    void takesAwayByNullWhatIsALink() {
        // Given
        Organization organization = organization();
        String id = organization.store(LOGIN);
        patch(organization, id, EVERYTHING).statusCode(200);
        // Then
        patch(organization, id, "{\"browser_profile_id\":null,\"proxy_location\":null,\"proxy_session_id\":null}")
                .statusCode(200)
                .body("browser_profile_id", nullValue())
                .body("proxy_location", nullValue())
                .body("proxy_session_id", nullValue())
                .body("tested_url", is("https://example.com/login"));
    }

    @Test
    void anUpdateKeepsWhatItsBodyDoesNotSay() {
        // Given
        Organization organization = organization();
        String id = organization.store(SECRET);
        patch(organization, id, EVERYTHING).statusCode(200);
        // When
        ValidatableResponse updated = organization
                .request()
                .body(SECRET.replace("Token", "Renamed"))
                .post("/v1/credentials/" + id + "/update")
                .then();
        // Then
        hasEverything(updated.statusCode(200));
        organization
                .request()
                .body(SECRET.replaceFirst(
                        "\\{", "{\"tested_url\":\"https://example.org\",\"browser_profile_id\":null,"))
                .post("/v1/credentials/" + id + "/update")
                .then()
                .body("tested_url", is("https://example.org"))
                .body("browser_profile_id", nullValue())
                .body("user_context", is("click SSO first"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | value_error | body",
                "{\"password\":\"p\"} | value_error | body",
                "{\"name\":\"\"} | string_too_short | name",
                "{\"name\":7} | string_type | name",
                "{\"name\":\"a\\u0000\"} | value_error | name",
                "{\"run_sequentially\":\"perhaps\"} | bool_type | run_sequentially",
                "{\"rotate_proxy_session_id\":3} | bool_type | rotate_proxy_session_id",
                "{\"user_context\":[]} | string_type | user_context"
            })
    void refusesBadBodies(String body, String type, String field) {
        Organization organization = organization();
        String id = organization.store(SECRET);
        patch(organization, id, body)
                .statusCode(422)
                .body("detail[0].type", is(type))
                .body("detail[0].loc[-1]", is(field));
        organization.request().get("/v1/credentials/" + id).then().body("name", is("Token"));
    }

    @Test
    void boundsTheContext() {
        Organization organization = organization();
        String id = organization.store(SECRET);
        patch(organization, id, "{\"user_context\":\"" + "x".repeat(1000) + "\"}")
                .statusCode(200);
        patch(organization, id, "{\"user_context\":\"" + "x".repeat(1001) + "\"}")
                .statusCode(422)
                .body("detail[0].type", is("string_too_long"))
                .body("detail[0].loc", contains("body", "user_context"));
    }

    @Test
    void knowsNoMethodThatSkyvernDoesNot() {
        Organization organization = organization();
        String id = organization.store(SECRET);
        organization
                .request()
                .body(SECRET)
                .put("/v1/credentials/" + id)
                .then()
                .statusCode(405)
                .body("detail", is("Method Not Allowed"));
        organization.request().delete("/v1/credentials/" + id).then().statusCode(404);
        organization.request().delete("/v1/credentials/onepassword").then().statusCode(404);
        organization.request().get("/v1/credentials/" + id).then().statusCode(200);
        patch(organization, "cred_9", "{\"name\":\"x\"}")
                .statusCode(404)
                .body("detail", is("Credential not found, credential_id=cred_9"));
    }

    private static ValidatableResponse patch(Organization organization, String id, String body) {
        return organization.request().body(body).patch("/v1/credentials/" + id).then();
    }
}
