package dev.postern.credential.store;

import static dev.postern.credential.Installation.organization;
import static dev.postern.credential.store.SampleCredentials.CARD;
import static dev.postern.credential.store.SampleCredentials.LOGIN;
import static dev.postern.credential.store.SampleCredentials.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation;
import dev.postern.credential.Installation.Organization;
import dev.postern.platform.body.MaxBytes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Huge, odd and hostile bodies get the contract's error, are not repeated to anybody, and change nothing. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class HostileBodiesTest {
    private static final String MARK = "hostile-mark";

    static Stream<Arguments> bodies() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("nothing", new byte[0]);
        bodies.put("blanks", bytes("   "));
        bodies.put("no object", bytes("[" + LOGIN + "]"));
        bodies.put("a text", bytes("\"" + MARK + "\""));
        bodies.put("null", bytes("null"));
        bodies.put("an unfinished object", bytes(LOGIN.substring(0, LOGIN.length() - 1)));
        bodies.put("two objects", bytes(LOGIN + LOGIN));
        bodies.put("a comment", bytes("/*" + MARK + "*/" + LOGIN));
        bodies.put("single quotes", bytes(LOGIN.replace('"', '\'')));
        bodies.put("a trailing comma", bytes(LOGIN.substring(0, LOGIN.length() - 1) + ",}"));
        bodies.put("a control character in a text", bytes(LOGIN.replace("Acme", "Ac\u0001me")));
        bodies.put("a byte that is no UTF-8", withByte(0xff));
        bodies.put("an overlong form", withByte(0xc0));
        bodies.put("half a character", bytes(LOGIN.replace("Acme", "\\ud800" + MARK)));
        bodies.put("half a character in a secret", bytes(LOGIN.replace("\"p\"", "\"\\udc00\"")));
        bodies.put(
                "half a character in a name within",
                bytes(LOGIN.replace("\"username\"", "\"metadata\":{\"\\ud800\":\"x\"},\"username\"")));
        bodies.put("a NUL in the name", bytes(LOGIN.replace("Acme", "\\u0000")));
        bodies.put("deep arrays", bytes("[".repeat(50_000) + "]".repeat(50_000)));
        bodies.put("deep objects", bytes("{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000)));
        bodies.put(
                "deep within",
                bytes(LOGIN.replaceFirst("\\{", "{\"proxy_location\":" + "[".repeat(2_000) + "]".repeat(2_000) + ",")));
        bodies.put("a number without end", bytes("{\"name\":" + "9".repeat(100_000) + "}"));
        bodies.put("an exponent", bytes("{\"name\":1e999999999,\"credential_type\":1e-999999999}"));
        bodies.put("a name of a member without end", bytes("{\"" + "n".repeat(100_000) + "\":1}"));
        bodies.put("a prototype", bytes("{\"__proto__\":{\"name\":\"x\"}}"));
        bodies.put("no number", bytes("{\"name\":NaN}"));
        return bodies.entrySet().stream().map(body -> Arguments.of(body.getKey(), body.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void areRefusedAndChangeNothing(String name, byte[] body) {
        // Given
        Organization organization = organization();
        String id = organization.store(SECRET);
        Map<String, Object> before = Installation.members(organization.request().get("/v1/credentials/" + id));
        // When
        List<Response> refused = new ArrayList<>();
        for (String route : List.of("/v1/credentials", "/api/v1/credentials", "/v1/credentials/" + id + "/update")) {
            refused.add(organization.request().body(body).post(route));
        }
        refused.add(organization.request().body(body).put("/api/v1/credentials/" + id));
        refused.add(organization.request().body(body).patch("/v1/credentials/" + id));
        refused.add(organization.request().body(body).put("/v1/credentials/" + id + "/folder"));
        refused.add(organization.request().body(body).post("/v1/credential_folders"));
        // Then
        for (Response response : refused) {
            // Folders take shorter bodies than credentials.
            assertThat(response.statusCode())
                    .as(name + " " + response.asString())
                    .isEqualTo(body.length > MaxBytes.DEFAULT && response.statusCode() == 413 ? 413 : 422);
            assertThat(response.<Object>path("detail")).isNotNull();
            assertThat(response.asString()).doesNotContain(MARK).hasSizeLessThan(2_000);
        }
        unchanged(organization, id, before);
    }

    @Test
    void aNulInWhatIsStoredInTheOpenIsRefused() {
        Organization organization = organization();
        for (String body : List.of(
                LOGIN.replace("me@example.com", "\\u0000"),
                CARD.replace("\"visa\"", "\"\\u0000\""),
                SECRET.replace("\"ci\"", "\"\\u0000\""))) {
            organization
                    .request()
                    .body(body)
                    .post("/v1/credentials")
                    .then()
                    .statusCode(422)
                    .body("detail.type", hasItem("value_error"));
        }
        organization.request().get("/v1/credentials").then().body("$", hasSize(0));
    }

    @Test
    void aBodyOfMoreThan256KiBIsRefused() {
        // Given
        Organization organization = organization();
        String id = organization.store(SECRET);
        Map<String, Object> before = Installation.members(organization.request().get("/v1/credentials/" + id));
        String largest = " ".repeat(255 * 1024) + SECRET;
        String tooLarge = " ".repeat(256 * 1024) + SECRET;
        // When
        Response refused = organization.request().body(tooLarge).post("/v1/credentials");
        // Then
        assertThat(refused.statusCode()).isEqualTo(413);
        unchanged(organization, id, before);
        organization.request().body(largest).post("/v1/credentials").then().statusCode(201);
    }

    @Test
    void everyMemberOfEveryTypeIsCheckedForItsType() {
        // Given
        Organization organization = organization();
        List<String> wrong = List.of("7", "true", "[]", "{}", "1.5");
        Map<String, List<String>> members = new LinkedHashMap<>();
        members.put(LOGIN, List.of("username", "password", "totp", "totp_type", "totp_identifier"));
        members.put(
                CARD,
                List.of(
                        "card_number",
                        "card_cvv",
                        "card_exp_month",
                        "card_exp_year",
                        "card_brand",
                        "card_holder_name"));
        members.put(SECRET, List.of("secret_value", "secret_label"));
        // Then
        members.forEach((body, names) -> names.forEach(name -> wrong.forEach(value -> organization
                .request()
                .body(body.replaceFirst("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":" + value))
                .post("/v1/credentials")
                .then()
                .statusCode(422))));
        for (String name : List.of("name", "credential_type")) {
            for (String value : wrong) {
                organization
                        .request()
                        .body(LOGIN.replaceFirst("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":" + value))
                        .post("/v1/credentials")
                        .then()
                        .statusCode(422)
                        .body("detail[0].loc[-1]", is(name));
            }
        }
        organization.request().get("/v1/credentials").then().body("$", hasSize(0));
    }

    @Test
    void ofAMemberThatStandsTwiceTheLastCounts() {
        Organization organization = organization();
        organization
                .request()
                .body(SECRET.replaceFirst("\\{", "{\"name\":\"First\","))
                .post("/v1/credentials")
                .then()
                .statusCode(201)
                .body("name", is("Token"));
    }

    @Test
    void charactersOfEveryPlaneAreKept() {
        Organization organization = organization();
        organization
                .request()
                .body(SECRET.replace("Token", "\uD83D\uDD11 \\ud83d\\udd11 \u00e9\u0301"))
                .post("/v1/credentials")
                .then()
                .statusCode(201)
                .body("name", is("\uD83D\uDD11 \uD83D\uDD11 \u00e9\u0301"));
    }

    @Test
    void pathsAndQueriesWithANulAreRefused() {
        Organization organization = organization();
        for (String path :
                List.of("/v1/credentials/%00", "/v1/credentials/a%00b/totp-code", "/v1/credential_folders/%00")) {
            Response response = organization.request().urlEncodingEnabled(false).get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
        }
        for (String query : List.of("search=%00", "folder_id=%00")) {
            Response response = organization.request().urlEncodingEnabled(false).get("/v1/credentials?" + query);
            assertThat(response.statusCode()).as(query).isEqualTo(422);
        }
    }

    private static void unchanged(Organization organization, String id, Map<String, Object> before) {
        assertThat(Installation.members(organization.request().get("/v1/credentials/" + id)))
                .isEqualTo(before);
        organization.request().get("/v1/credentials").then().body("$", hasSize(1));
        organization.request().get("/v1/credential_folders").then().body("$", hasSize(0));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A login whose name holds this byte, and a mark behind it. */
    private static byte[] withByte(int odd) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int middle = LOGIN.indexOf("Acme") + 2;
        body.writeBytes(bytes(LOGIN.substring(0, middle)));
        body.write(odd);
        body.writeBytes(bytes(MARK + LOGIN.substring(middle)));
        return body.toByteArray();
    }
}
