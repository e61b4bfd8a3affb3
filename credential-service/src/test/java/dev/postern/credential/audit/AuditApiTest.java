package dev.postern.credential.audit;

import static dev.postern.credential.Installation.as;
import static dev.postern.credential.Installation.organization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.credential.Installation.Organization;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests leave in the audit, and how it is read. */
@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class AuditApiTest {
    private static final String PASSWORD = "canary-Password-93";
    private static final String LOGIN = """
            {"name": "canary-name", "credential_type": "password",
             "credential": {"username": "canary-user@example.com", "password": "%s", "totp": "JBSWY3DPEHPK3PXP",
              "totp_type": "authenticator"}}""".formatted(PASSWORD);

    private Organization organization;

    @BeforeEach
    void anOrganisationOfItsOwn() {
        organization = organization();
    }

    @Test
    void tellsWhatWasDoneByWhomAndToWhat() {
        // Given
        String self = organization.request().get("/v1/api-keys/self").path("api_key_id");
        String credential = organization.store(LOGIN);
        // When
        organization
                .request()
                .get("/v1/credentials/" + credential + "/totp-code")
                .then()
                .statusCode(200);
        organization
                .request()
                .body("{\"title\": \"canary-title\"}")
                .post("/v1/credential_folders")
                .then()
                .statusCode(200);
        // Then
        List<String> acts = List.of(
                self + " credential.created " + credential + " done",
                self + " totp-code.previewed " + credential + " done",
                self + " credential-folders.posted credential-folders done");
        awaitActs(acts);
        assertThat(acts(Map.of())).containsOnlyOnceElementsOf(acts);
    }

    @Test
    void tellsWhoWasRefused() {
        // Given
        Response made = organization
                .request()
                .body("{\"name\": \"pusher\", \"scopes\": [\"codes:push\"]}")
                .post("/v1/api-keys");
        String id = made.path("api_key_id");
        String key = made.path("key");
        String credential = organization.store(LOGIN);
        // When
        as(key).get("/v1/credentials/" + credential + "/totp-code").then().statusCode(403);
        as(key).get("/v1/audit").then().statusCode(403);
        // Within a minute of the first of its kind: it is counted, and leaves no row.
        as(key).get("/v1/credentials/hdl_canary/totp-code").then().statusCode(403);
        // Refused before a byte of the body is read.
        as(key).contentType("application/json")
                .body("{\"quotas\": {}}")
                .patch("/v1/api-keys/" + id)
                .then()
                .statusCode(403);
        // Then
        awaitActs(List.of(id + " totp-code.previewed " + credential + " refused"));
        awaitActs(List.of(id + " audit.read audit refused"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(acts(Map.of("outcome", "refused", "actor", id)))
                        .containsExactlyInAnyOrder(
                                id + " totp-code.previewed " + credential + " refused",
                                id + " audit.read audit refused",
                                id + " api-keys.changed " + id + " refused"));
        // It comes by another way, and may come later.
        awaitActs(List.of("credential.created " + credential));
        assertThat(acts(Map.of("subject", credential, "action", "credential.created")))
                .hasSize(1);
    }

    @Test
    void pagesAndLinesSayWhatTheListSaysAndHoldNoSecret() {
        // Given
        String first = organization.store(LOGIN);
        String second = organization.store(LOGIN);
        awaitActs(List.of("credential.created " + first, "credential.created " + second));
        Map<String, String> created = Map.of("action", "credential.created");
        // When
        JsonPath page = get(created, Map.of("limit", "1")).jsonPath();
        JsonPath next = get(created, Map.of("limit", "1", "cursor", page.getString("next_cursor")))
                .jsonPath();
        String lines = organization
                .request()
                .queryParams(created)
                .accept("application/jsonl")
                .get("/v1/audit")
                .asString();
        Response all = organization.request().queryParam("format", "jsonl").get("/v1/audit");
        // Then
        assertThat(List.of(page.getString("entries[0].subject"), next.getString("entries[0].subject")))
                .containsExactlyInAnyOrder(first, second);
        assertThat(next.getString("next_cursor")).isNull();
        assertThat(lines.lines().map(line -> JsonPath.from(line).getString("hash")))
                .containsExactly(page.getString("entries[0].hash"), next.getString("entries[0].hash"));
        assertThat(all.contentType()).startsWith("application/jsonl");
        assertThat(all.asString()).contains(first, second).doesNotContain("canary", PASSWORD, "JBSWY3DPEHPK3PXP");
    }

    @Test
    void isSignedAndVerified() {
        // Given
        String credential = organization.store(LOGIN);
        awaitActs(List.of("credential.created " + credential));
        // When
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(verification().getString("signed_seq")).isNotNull());
        // Then
        assertThat(verification().getString("state")).isEqualTo("whole");
        assertThat(verification().getString("fault")).isNull();
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        organization.request().queryParam("cursor", "x").get("/v1/audit").then().statusCode(422);
        organization
                .request()
                .queryParam("outcome", "x")
                .get("/v1/audit")
                .then()
                .statusCode(422);
        organization
                .request()
                .queryParam("format", "csv")
                .get("/v1/audit")
                .then()
                .statusCode(422);
        organization
                .request()
                .queryParam("after_seq", "-1")
                .get("/v1/audit/verification")
                .then()
                .statusCode(422);
    }

    @Test
    void showsNothingOfAnotherOrganisation() {
        // Given
        String credential = organization.store(LOGIN);
        awaitActs(List.of("credential.created " + credential));
        // When
        Response others =
                organization().request().queryParam("subject", credential).get("/v1/audit");
        // Then
        assertThat(others.jsonPath().getList("entries")).isEmpty();
    }

    private JsonPath verification() {
        Response found = organization.request().get("/v1/audit/verification");
        assertThat(found.statusCode()).isEqualTo(200);
        return found.jsonPath();
    }

    private void awaitActs(List<String> expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(expected)
                        .allSatisfy(act -> assertThat(acts(Map.of())).anyMatch(found -> found.contains(act))));
    }

    private List<String> acts(Map<String, String> query) {
        return get(query, Map.of("limit", "200")).jsonPath().<Map<String, String>>getList("entries").stream()
                .map(entry -> String.join(
                        " ", entry.get("actor"), entry.get("action"), entry.get("subject"), entry.get("outcome")))
                .toList();
    }

    private Response get(Map<String, String> query, Map<String, String> more) {
        Response found =
                organization.request().queryParams(query).queryParams(more).get("/v1/audit");
        assertThat(found.statusCode()).isEqualTo(200);
        return found;
    }
}
