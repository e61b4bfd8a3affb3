package dev.postern.system.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.Routes;
import dev.postern.system.Routes.Route;
import dev.postern.system.RunningSystem;
import dev.postern.system.SkyvernServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two organisations learn nothing of each other: a foreign id and an unknown id get one answer. */
@ExtendWith(RunningSystem.class)
class StrangersTest {
    private static final String CREDENTIAL_BODY = """
            {"name":"Acme","credential_type":"password","credential":{"username":"u","password":"p",
             "totp":"KNSWC3DFMRUW4ZZA","totp_type":"authenticator"}}""";

    /** A route that takes an id: how its owner makes one, and what a caller sends. */
    private record Case(Function<Api, String> ownersThing, String body, int status, boolean ofVault) {
        Case(Function<Api, String> ownersThing, String body) {
            this(ownersThing, body, 404, false);
        }
    }

    private static final Case FOLDER = new Case(StrangersTest::aFolder, "{\"title\":\"x\"}");
    private static final Case FILED = new Case(StrangersTest::aCredential, "{\"folder_id\":null}");

    private static Map<String, Case> cases() {
        Case credential = new Case(StrangersTest::aCredential, CREDENTIAL_BODY);
        Case request = new Case(StrangersTest::aCodeRequest, "{\"outcome\":\"accepted\"}");
        Case key = new Case(StrangersTest::anApiKey, "{}");
        Case channel = new Case(StrangersTest::aChannel, "{}");
        Case endpoint = new Case(StrangersTest::anEndpoint, "{}");
        Case signingSecret = new Case(StrangersTest::aSigningSecret, null);
        Case message = new Case(StrangersTest::aMessage, "{\"code\":\"482913\"}");
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("GET /v1/credentials/{credential_id}", credential);
        cases.put("POST /v1/credentials/{credential_id}/update", credential);
        cases.put("POST /v1/credentials/{credential_id}/delete", credential);
        cases.put("GET /v1/credentials/{credential_id}/totp-code", credential);
        cases.put("PATCH /v1/credentials/{credential_id}", credential);
        cases.put("DELETE /v1/credentials/{credential_id}", credential);
        cases.put(
                "PATCH /v1/logins/{credential_id}",
                new Case(StrangersTest::aCredential, "{\"name\":\"another name\"}"));
        cases.put("PUT /v1/credentials/{credential_id}/folder", FILED);
        cases.put("PUT /api/v1/credentials/{credential_id}/folder", FILED);
        for (String folders : List.of("/v1/credential_folders/{folder_id}", "/api/v1/credential_folders/{folder_id}")) {
            List.of("GET ", "PUT ", "DELETE ").forEach(method -> cases.put(method + folders, FOLDER));
        }
        cases.put("GET /v1/vault/credentials/{item_id}", new Case(StrangersTest::anItem, null, 404, true));
        // A delete of an unknown id is answered as done.
        cases.put("DELETE /v1/vault/credentials/{item_id}", new Case(StrangersTest::anItem, null, 204, true));
        // The operator's alone.
        cases.put("GET /v1/key-rotations/{rotation_id}", new Case(owner -> "kr_1", null, 403, false));
        Case ofOperator = new Case(owner -> "o_1", "{}", 403, false);
        cases.put("GET /v1/organizations/{organization_id}", ofOperator);
        cases.put("PATCH /v1/organizations/{organization_id}", ofOperator);
        cases.put("DELETE /v1/organizations/{organization_id}", ofOperator);
        cases.put("POST /v1/organizations/{organization_id}/disable", ofOperator);
        cases.put("POST /v1/organizations/{organization_id}/enable", ofOperator);
        cases.put("GET /v1/organizations/{organization_id}/api-keys", ofOperator);
        cases.put("POST /v1/organizations/{organization_id}/api-keys", ofOperator);
        cases.put("PATCH /v1/organizations/{organization_id}/api-keys/{api_key_id}", ofOperator);
        cases.put("DELETE /v1/organizations/{organization_id}/api-keys/{api_key_id}", ofOperator);
        cases.put("GET /api/v1/credentials/{credential_id}", credential);
        cases.put("PUT /api/v1/credentials/{credential_id}", credential);
        cases.put("DELETE /api/v1/credentials/{credential_id}", credential);
        cases.put("PATCH /v1/api-keys/{api_key_id}", key);
        cases.put("DELETE /v1/api-keys/{api_key_id}", key);
        cases.put("GET /v1/inbound-channels/{channel_id}", channel);
        cases.put("PATCH /v1/inbound-channels/{channel_id}", channel);
        cases.put("DELETE /v1/inbound-channels/{channel_id}", channel);
        cases.put("POST /v1/inbound-channels/{channel_id}/rotate-token", channel);
        cases.put("GET /v1/inbound-channels/{channel_id}/posts", channel);
        cases.put("POST /v1/inbound-channels/{channel_id}/test", channel);
        cases.put("POST /v1/signing-secrets/{signing_secret_id}/reveal", signingSecret);
        cases.put("GET /v1/totp-url-endpoints/{endpoint_id}", endpoint);
        cases.put("PATCH /v1/totp-url-endpoints/{endpoint_id}", endpoint);
        cases.put("DELETE /v1/totp-url-endpoints/{endpoint_id}", endpoint);
        cases.put("POST /v1/totp-url-endpoints/{endpoint_id}/rotate-signing-key", endpoint);
        cases.put("GET /v1/code-requests/{id}", request);
        cases.put("GET /v1/code-requests/{id}/events", request);
        cases.put("DELETE /v1/code-requests/{id}", request);
        cases.put("POST /v1/code-requests/{id}/outcome", request);
        cases.put("POST /v1/code-handles/{handle}/redeem", new Case(StrangersTest::aHandle, null));
        cases.put("GET /v1/messages/{id}", message);
        cases.put("POST /v1/messages/{id}/pick", message);
        cases.put("POST /v1/messages/{id}/dismiss", message);
        return cases;
    }

    @Test
    void everyRouteThatTakesAnIdHasACaseHere() {
        assertThat(Routes.all().stream()
                        .filter(Route::takesId)
                        .map(Route::toString)
                        .collect(Collectors.toSet()))
                .isEqualTo(cases().keySet());
    }

    @Test
    void aForeignIdAndAnUnknownOneGetTheSameAnswer(LocalSystem system) {
        Api owner = Organizations.fresh(system);
        Api stranger = Organizations.fresh(system);
        for (Route route : Routes.all().stream().filter(Route::takesId).toList()) {
            // Given
            Case testCase = cases().get(route.toString());
            assertThat(testCase).as(route.toString()).isNotNull();
            Api caller = testCase.ofVault ? Organizations.vaultClient(system) : stranger;
            String foreign = testCase.ownersThing.apply(testCase.ofVault ? Organizations.vaultClient(system) : owner);
            String unknown = unknownLike(foreign);
            String body = route.method().equals("GET") || route.method().equals("DELETE") ? null : testCase.body;

            // When
            Api.Answer toForeign = caller.call(route.method(), route.withId(foreign), body);
            Api.Answer toUnknown = caller.call(route.method(), route.withId(unknown), body);

            // Then
            assertThat(toForeign.status()).as(route + " " + toForeign.text()).isEqualTo(testCase.status);
            assertThat(toUnknown.status()).as(route.toString()).isEqualTo(testCase.status);
            assertThat(comparable(toForeign, foreign)).as(route.toString()).isEqualTo(comparable(toUnknown, unknown));
        }
    }

    @Test
    void aForeignCredentialInABodyIsUnknown(LocalSystem system) {
        String foreign = aCredential(Organizations.fresh(system));
        Api stranger = Organizations.fresh(system);

        Api.Answer toForeign = stranger.post("/v1/code-requests", "{\"credential_id\":\"" + foreign + "\"}");
        Api.Answer toUnknown =
                stranger.post("/v1/code-requests", "{\"credential_id\":\"" + unknownLike(foreign) + "\"}");

        assertThat(toForeign.status()).isEqualTo(404);
        assertThat(comparable(toForeign, foreign)).isEqualTo(comparable(toUnknown, unknownLike(foreign)));
    }

    /** A foreign address, run or cursor opens nothing. */
    @Test
    void aHistoryIsForItsOwnerAlone(LocalSystem system) {
        // Given
        Api owner = Organizations.fresh(system);
        Api stranger = Organizations.fresh(system);
        owner.post("/v1/credentials/totp", """
                {"totp_identifier":"user@example.com","content":"123456","workflow_run_id":"wr_1"}""");
        owner.post("/v1/credentials/totp", "{\"totp_identifier\":\"user@example.com\",\"content\":\"654321\"}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(owner.get("/v1/codes").json().get("codes")).hasSize(2));
        String cursor = owner.get("/v1/codes?limit=1").json().get("next_cursor").asText();

        // Then
        for (String query : List.of("", "?cursor=" + cursor, "?run=wr_1", "?totp_identifier=user@example.com")) {
            assertThat(stranger.get("/v1/codes" + query).text())
                    .as(query)
                    .isEqualTo("{\"codes\":[],\"next_cursor\":null}");
        }
        assertThat(stranger.get("/v1/credentials/totp").json()).isEmpty();
        assertThat(stranger.get("/v1/statistics").json().get("received").asInt())
                .isZero();
        assertThat(stranger.get("/v1/codes/events", "Last-Event-ID", "1").status())
                .isEqualTo(422);
    }

    private static String aHandle(Api owner) {
        String address = "handle@example.com";
        String id = owner.post("/v1/code-requests", "{\"totp_identifier\":\"" + address + "\",\"deliver\":\"handle\"}")
                .json()
                .get("code_request_id")
                .asText();
        owner.post("/v1/credentials/totp", "{\"totp_identifier\":\"" + address + "\",\"content\":\"123456\"}");
        return owner.get("/v1/code-requests/" + id, "Prefer", "wait=30")
                .json()
                .get("code_handle")
                .asText();
    }

    @Test
    void settingsAreForTheirOrganisationAlone(LocalSystem system) {
        // Given
        Api owner = Organizations.fresh(system);
        Api stranger = Organizations.fresh(system);

        // When
        Api.Answer set = owner.call("PATCH", "/v1/request-settings", "{\"look_back_seconds\":7}");

        // Then
        assertThat(set.status()).as(set.text()).isEqualTo(200);
        assertThat(owner.get("/v1/request-settings").text())
                .isEqualTo("{\"look_back_seconds\":7,\"hesitation_seconds\":10}");
        assertThat(stranger.get("/v1/request-settings").text())
                .isEqualTo("{\"look_back_seconds\":120,\"hesitation_seconds\":10}");
    }

    @Test
    void noRouteAnswersWithoutAKey(LocalSystem system) {
        Api nobody = new Api(system.gateway(), null);
        for (Route route : Routes.all().stream().filter(Route::keyed).toList()) {
            String body = route.method().equals("GET") || route.method().equals("DELETE") ? null : "{}";
            assertThat(nobody.call(route.method(), route.withId("some-id"), body)
                            .status())
                    .as(route.toString())
                    .isEqualTo(403);
            assertThat(nobody.as("pk_wrong")
                            .call(route.method(), route.withId("some-id"), body)
                            .status())
                    .as(route.toString())
                    .isEqualTo(403);
        }
    }

    /** An address with an unknown token tells nothing, for every provider. */
    @Test
    void anUnknownTokenOpensNoWebhook(LocalSystem system) {
        Api nobody = new Api(system.gateway(), null);
        for (String provider : List.of("twilio", "mime", "nobody")) {
            assertThat(nobody.post("/webhooks/" + provider + "/ct_unknown", "{}")
                            .status())
                    .as(provider)
                    .isEqualTo(404);
        }
    }

    /** A Skyvern server without a key of the endpoint gets one answer for a foreign and an unknown endpoint. */
    @Test
    void anEndpointIsHiddenFromCallersWithoutItsKey(LocalSystem system) {
        Api owner = Organizations.fresh(system);
        String foreign = anEndpoint(owner);
        String body = "{\"task_id\":\"t\"}";

        Api.Answer toForeign =
                SkyvernServer.ask(owner, "/v1/totp-url/" + foreign, "the-key-of-another-organisation", body);
        Api.Answer toUnknown = SkyvernServer.ask(
                owner, "/v1/totp-url/" + unknownLike(foreign), "the-key-of-another-organisation", body);
        Api.Answer byApiKey = owner.post("/v1/totp-url/" + foreign, body);

        assertThat(toForeign.status()).as(toForeign.text()).isEqualTo(403);
        assertThat(toUnknown.status()).isEqualTo(403);
        assertThat(toUnknown.text()).isEqualTo(toForeign.text());
        assertThat(byApiKey.text()).isEqualTo(toForeign.text());
    }

    private static String aCredential(Api owner) {
        return owner.post("/v1/credentials", CREDENTIAL_BODY)
                .json()
                .get("credential_id")
                .asText();
    }

    private static String anItem(Api owner) {
        return owner.post("/v1/vault/credentials", "{\"name\":\"n\",\"type\":\"secret\",\"secret_value\":\"s\"}")
                .json()
                .get("id")
                .asText();
    }

    private static String aFolder(Api owner) {
        return owner.post("/v1/credential_folders", "{\"title\":\"n\"}")
                .json()
                .get("folder_id")
                .asText();
    }

    private static String aCodeRequest(Api owner) {
        return owner.post("/v1/code-requests", "{\"totp_identifier\":\"user@example.com\"}")
                .json()
                .get("code_request_id")
                .asText();
    }

    /** A message in which no code is found, once it is listed. */
    private static String aMessage(Api owner) {
        String id = owner.post(
                        "/v1/credentials/totp",
                        "{\"totp_identifier\":\"user@example.com\",\"content\":\"Either 482913 or 771203, I forgot\"}")
                .json()
                .get("totp_code_id")
                .asText();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> owner.get("/v1/messages/" + id).status() == 200);
        return id;
    }

    private static String aChannel(Api owner) {
        return owner.post("/v1/inbound-channels", "{\"name\":\"n\",\"provider\":\"mime\"}")
                .json()
                .at("/channel/channel_id")
                .asText();
    }

    private static String aSigningSecret(Api owner) {
        return owner.get("/v1/signing-secrets")
                .json()
                .at("/0/signing_secret_id")
                .asText();
    }

    private static String anEndpoint(Api owner) {
        return SkyvernServer.endpoint(owner, "user@example.com", "the-key-of-the-skyvern-organisation")
                .get("endpoint_id")
                .asText();
    }

    private static String anApiKey(Api owner) {
        return Organizations.key(owner, "codes:read").get("api_key_id").asText();
    }

    /** An id of this form and length, with another last character. */
    private static String unknownLike(String id) {
        char last = id.charAt(id.length() - 1);
        return id.substring(0, id.length() - 1) + (last == '7' ? '3' : '7');
    }

    /** The answer without the id asked for and without the instance, which may differ. */
    private static String comparable(Api.Answer answer, String id) {
        return answer.text().replace(id, "ID").replaceAll("urn:uuid:[0-9a-f-]+", "INSTANCE");
    }
}
