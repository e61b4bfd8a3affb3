package dev.postern.credential.store;

import static dev.postern.credential.Installation.organization;
import static dev.postern.credential.store.SampleCredentials.CARD;
import static dev.postern.credential.store.SampleCredentials.LOGIN;
import static dev.postern.credential.store.SampleCredentials.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation.Organization;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an update and a PATCH change, and what each leaves as it was: members that no answer shows. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class CredentialUpdatesApiTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BILLING = """
            "billing_address":{"line1":"1 St"},"billing_email":"b@example.com","billing_phone":"+15555550123",\
            "metadata":{"k":"v"}""";

    private final SealedRow sealed;
    private final DataSource dataSource;

    CredentialUpdatesApiTest(SealedRow sealed, DataSource dataSource) {
        this.sealed = sealed;
        this.dataSource = dataSource;
    }

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

    @Test
    void aLoginKeepsItsMetadataAndNothingElse() throws Exception {
        // Given
        Organization organization = organization();
        String id = organization.store(with(LOGIN, "\"metadata\":{\"k\":\"v\"}"));
        // When
        update(organization, id, """
                {"name":"New","credential_type":"password","credential":{"username":"u2","password":"p2"}}""");
        // Then
        assertThat(secrets(organization, id)).isEqualTo(tree("{\"password\":\"p2\",\"metadata\":{\"k\":\"v\"}}"));
    }

    @Test
    void aCardKeepsWhereItsBillsGo() throws Exception {
        // Given
        Organization organization = organization();
        String id = organization.store(with(CARD, BILLING));
        JsonNode before = secrets(organization, id);
        // When
        update(organization, id, CARD);
        // Then
        assertThat(secrets(organization, id)).isEqualTo(before);
        assertThat(before.fieldNames())
                .toIterable()
                .contains("billing_address", "billing_email", "billing_phone", "metadata");
    }

    @Test
    void whatTheBodyNamesCountsEvenAsNull() throws Exception {
        // Given
        Organization organization = organization();
        String login = organization.store(with(LOGIN, "\"metadata\":{\"k\":\"v\"}"));
        String card = organization.store(with(CARD, BILLING));
        // When
        update(organization, login, with(LOGIN, "\"metadata\":{\"other\":\"w\"}"));
        update(organization, card, with(CARD, "\"billing_email\":null,\"metadata\":null"));
        // Then
        assertThat(secrets(organization, login).get("metadata")).isEqualTo(tree("{\"other\":\"w\"}"));
        assertThat(secrets(organization, card).fieldNames())
                .toIterable()
                .contains("billing_address", "billing_phone")
                .doesNotContain("billing_email", "metadata");
    }

    @Test
    void anotherTypeStartsFromNothing() throws Exception {
        // Given
        Organization organization = organization();
        String id = organization.store(with(LOGIN, "\"metadata\":{\"k\":\"v\"}"));
        // When
        update(organization, id, SECRET);
        // Then
        assertThat(secrets(organization, id)).isEqualTo(tree("{\"secret_value\":\"s\"}"));
    }

    /** The body with more members of the credential. */
    private static String with(String body, String members) {
        return body.replaceFirst("\"credential\":\\{", "\"credential\":{" + members + ",");
    }

    private static void update(Organization organization, String id, String body) {
        organization
                .request()
                .body(body)
                .post("/v1/credentials/" + id + "/update")
                .then()
                .statusCode(200);
    }

    private JsonNode secrets(Organization organization, String id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT secrets FROM credentials WHERE credential_id = ?")) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return sealed.secrets(organization.id(), id, rows.getBytes(1)).reveal();
            }
        }
    }

    private static JsonNode tree(String json) throws IOException {
        return MAPPER.readTree(json);
    }
}
