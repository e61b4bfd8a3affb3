package dev.postern.system.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Skyvern's clients send, through the gateway: paths, headers and bodies after the source of {@code @skyvern/client} 1.0.47,
 * {@code skyvern} 1.0.47 and the web page. Each answer has the status and the members that these clients need.
 */
@ExtendWith(RunningSystem.class)
class SkyvernClientsTest {
    private static final String LOGIN = """
            {"name":"Acme","credential_type":"password","credential":{"username":"u","password":"p",
             "totp":"JBSWY3DPEHPK3PXP","totp_type":"authenticator"}}""";

    private final String address = UUID.randomUUID() + "@example.com";
    private Api api;

    enum Client {
        TYPESCRIPT,
        PYTHON,
        PAGE;

        private String[] headers() {
            return switch (this) {
                case TYPESCRIPT ->
                    new String[] {
                        "X-Fern-Language", "JavaScript",
                        "X-Fern-SDK-Name", "@skyvern/client",
                        "X-Fern-SDK-Version", "1.0.47",
                        "X-Fern-Runtime", "node",
                        "X-Fern-Runtime-Version", "20.19.0",
                        "User-Agent", "@skyvern/client/1.0.47",
                        "accept-language", "*",
                        "sec-fetch-mode", "cors"
                    };
                case PYTHON ->
                    new String[] {
                        "X-Fern-Language", "Python",
                        "X-Fern-SDK-Name", "skyvern",
                        "X-Fern-SDK-Version", "1.0.47",
                        "User-Agent", "skyvern/1.0.47",
                        "accept-encoding", "gzip, deflate"
                    };
                case PAGE ->
                    new String[] {
                        "x-user-agent", "skyvern-ui",
                        "Origin", "http://localhost:8080",
                        "Accept", "application/json, text/plain, */*"
                    };
            };
        }
    }

    @BeforeEach
    void callAsNewOrganization(LocalSystem system) {
        api = Organizations.fresh(system);
    }

    @ParameterizedTest
    @EnumSource
    void pushesAndListsCodes(Client client) {
        // When
        Api.Answer code = api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + address
                        + "\",\"content\":\"Your verification code is 847291\",\"source\":\"email_forwarder\"}",
                client.headers());
        Api.Answer all = api.post("/v1/credentials/totp", """
                {"totp_identifier":"%s","task_id":null,"workflow_id":"","workflow_run_id":"wr_1","source":"s",
                 "content":"Grüße, your code is 847292","expired_at":"2030-01-01T00:00:00Z","type":"totp","unknown":1}""".formatted(address), client.headers());
        Api.Answer raw = api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + address + "\",\"content\":\"Somebody signed in from a new device.\"}",
                client.headers());

        // Then
        assertThat(List.of(code.status(), all.status(), raw.status())).containsOnly(200);
        assertThat(names(code.json()))
                .containsExactly(
                        "totp_identifier",
                        "task_id",
                        "workflow_id",
                        "workflow_run_id",
                        "source",
                        "content",
                        "expired_at",
                        "type",
                        "totp_code_id",
                        "code",
                        "organization_id",
                        "created_at",
                        "modified_at",
                        "otp_type");
        assertThat(code.json().get("code").asText()).isEqualTo("847291");
        assertThat(code.json().get("totp_code_id").asText()).matches("totp_\\d+");
        assertThat(code.json().get("created_at").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");
        assertThat(all.json().get("workflow_id").isNull()).isTrue();
        assertThat(all.json().get("type").isNull()).isTrue();
        assertThat(all.json().get("expired_at").asText())
                .startsWith("2030-01-01T00:00:00")
                .doesNotContain("Z");
        assertThat(names(raw.json())).endsWith("otp_type", "status");
        assertThat(raw.json().get("status").asText()).isEqualTo("raw_pending");
        assertThat(raw.json().get("code").asText()).isEmpty();
        assertThat(raw.json().get("otp_type").isNull()).isTrue();

        // The list may be some milliseconds behind.
        String list = "/v1/credentials/totp?totp_identifier=" + address.toUpperCase(Locale.ROOT);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(codes(api.get(list, client.headers()))).containsExactly("847292", "847291"));
        assertThat(codes(api.get("/v1/credentials/totp/?otp_type=totp&limit=1", client.headers())))
                .containsExactly("847292");
        assertThat(codes(api.get("/v1/credentials/totp?workflow_run_id=wr_1", client.headers())))
                .containsExactly("847292");
        assertThat(codes(api.get("/v1/credentials/totp?workflow_run_id=", client.headers())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsCredentials(Client client) {
        // When
        Api.Answer made = api.post("/v1/credentials", LOGIN, client.headers());
        String id = made.json().path("credential_id").asText();
        String path = "/v1/credentials/" + id;
        Api.Answer listed = api.get(
                "/v1/credentials?page=1&page_size=5&vault_type=skyvern&credential_type=password&search=AC",
                client.headers());
        Api.Answer got = api.get(path, client.headers());
        Api.Answer present = api.get(path + "/totp-code", client.headers());
        Api.Answer named = api.call("PATCH", path, "{\"name\":\"Other\",\"user_context\":null}", client.headers());
        Api.Answer updated = api.post(
                path + "/update",
                "{\"name\":\"N\",\"credential_type\":\"password\",\"credential\":{\"username\":\"u2\",\"password\":\"p\"}}",
                client.headers());
        Api.Answer deleted = api.post(path + "/delete", null, client.headers());
        Api.Answer gone = api.get(path, client.headers());

        // Then
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(names(made.json())).contains("credential_id", "credential", "credential_type", "name", "folder_id");
        assertThat(made.json().get("credential").toString())
                .isEqualTo("{\"username\":\"u\",\"totp_type\":\"authenticator\",\"totp_identifier\":null}");
        assertThat(made.text()).doesNotContain("JBSWY3DPEHPK3PXP", "\"password\":");
        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.json()).containsExactly(made.json());
        assertThat(got.json()).isEqualTo(made.json());
        assertThat(present.json().get("code").asText()).matches("\\d{6}");
        assertThat(named.status()).as(named.text()).isEqualTo(200);
        assertThat(named.json().get("name").asText()).isEqualTo("Other");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.json().at("/credential/totp_type").asText()).isEqualTo("none");
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.text()).isEmpty();
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.text()).isEqualTo("{\"detail\":\"Credential not found\"}");
    }

    @Test
    void theOlderPathsHaveStatusesOfTheirOwn() {
        // When
        Api.Answer pushed = api.post(
                "/api/v1/totp/", "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your code is 847293\"}");
        Api.Answer made = api.post("/api/v1/credentials", LOGIN);
        String path = "/api/v1/credentials/" + made.json().path("credential_id").asText();
        Api.Answer updated = api.call("PUT", path, LOGIN);
        Api.Answer deleted = api.delete(path);

        // Then
        assertThat(List.of(pushed.status(), made.status(), updated.status(), deleted.status()))
                .containsOnly(200);
        assertThat(deleted.text()).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                // Codes
                "POST | /v1/credentials/totp | - | 422 | /detail/0/type | missing",
                "POST | /v1/credentials/totp | { | 422 | /detail/0/type | json_invalid",
                "POST | /v1/credentials/totp | {\"content\":\"1\"} | 422 | /detail/0/loc/1 | totp_identifier",
                "POST | /v1/credentials/totp | {\"totp_identifier\":1,\"content\":\"1\"} | 422 | /detail/0/type | string_type",
                "POST | /v1/credentials/totp | {\"totp_identifier\":\"a\",\"content\":\"1\",\"type\":\"x\"} | 422 | /detail/0/type | enum",
                "GET | /v1/credentials/totp?limit=0 | - | 422 | /detail/0/loc/1 | limit",
                "GET | /v1/credentials/totp?limit=201 | - | 422 | /detail/0/loc/1 | limit",
                "GET | /v1/credentials/totp?limit= | - | 422 | /detail/0/loc/1 | limit",
                "GET | /v1/credentials/totp?otp_type= | - | 422 | /detail/0/type | enum",
                "POST | /api/v1/credentials/totp | {} | 405 | /detail | Method Not Allowed",
                "GET | /api/v1/credentials/totp | - | 404 | /detail | Credential not found",
                "DELETE | /v1/credentials/totp | - | 405 | /detail | Method Not Allowed",
                // Credentials
                "GET | /v1/credentials/cred_none | - | 404 | /detail | Credential not found",
                "GET | /v1/credentials?page=0 | - | 422 | /detail/0/loc/1 | page",
                "GET | /v1/credentials?page_size=0 | - | 422 | /detail/0/loc/1 | page_size",
                "GET | /v1/credentials?credential_type=PASSWORD | - | 422 | /detail/0/type | enum",
                "PUT | /v1/credentials/cred_none | {} | 405 | /detail | Method Not Allowed",
                "POST | /v1/credentials/cred_none/delete | - | 404 | /detail | Credential not found, credential_id=cred_none",
                "POST | /v1/credentials | {\"name\":\"n\",\"credential_type\":\"PASSWORD\",\"credential\":{\"username\":\"u\",\"password\":\"p\"}} | 422 | /detail/0/type | enum",
                "POST | /v1/credentials | {\"name\":\"n\",\"credential_type\":\"password\",\"credential\":{\"username\":\"\",\"password\":\"p\"}} | 422 | /detail/0/loc/0 | body",
                "POST | /v1/credentials | {\"name\":\"n\",\"credential_type\":\"password\",\"credential\":{\"username\":\"u\",\"password\":\"p\",\"totp_type\":null}} | 422 | /detail/0/loc/0 | body",
                "POST | /v1/credentials | {\"name\":\"n\",\"credential_type\":\"password\",\"credential\":{\"username\":\"u\",\"password\":\"p\",\"totp_type\":\"authenticator\"}} | 400 | - | -",
                "POST | /v1/credentials | {\"name\":\"n\",\"credential_type\":\"secret\",\"vault_type\":\"bitwarden\",\"credential\":{\"secret_value\":\"s\"}} | 400 | /detail | Unsupported credential storage type",
                "GET | /v1/credential_folders?page_size=501 | - | 422 | /detail/0/loc/1 | page_size",
            })
    void refusesInTheContractsWords(String method, String path, String body, int status, String place, String words) {
        // When
        Api.Answer answer = api.call(method, path, body, Client.PYTHON.headers());

        // Then
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        if (place != null) {
            assertThat(answer.json().at(place).asText()).as(answer.text()).isEqualTo(words);
        }
        answer.json().path("detail").forEach(item -> {
            if (item.isObject()) {
                assertThat(names(item)).containsExactlyInAnyOrder("loc", "msg", "type");
            }
        });
    }

    @Test
    void aPatchNeedsAFieldAndANameThatIsNotEmpty() {
        // Given
        String path = "/v1/credentials/"
                + api.post("/v1/credentials", LOGIN).json().get("credential_id").asText();

        // Then
        for (String body : List.of("{}", "{\"name\":\"\"}", "{\"user_context\":\"" + "x".repeat(1001) + "\"}")) {
            Api.Answer answer = api.call("PATCH", path, body, Client.PAGE.headers());
            assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoHasNoGoodKeyIsAlwaysRefusedWith403(Client client) {
        for (Api stranger : List.of(api.as(null), api.as("pk_wrong"))) {
            for (Api.Answer answer : List.of(
                    stranger.post("/v1/credentials/totp", "{}", client.headers()),
                    stranger.get("/v1/credentials/totp", client.headers()),
                    stranger.post("/v1/credentials", LOGIN, client.headers()),
                    stranger.get("/v1/credentials", client.headers()))) {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.text()).isEqualTo("{\"detail\":\"Invalid credentials\"}");
            }
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> codes(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> codes = new ArrayList<>();
        answer.json().forEach(one -> codes.add(one.get("code").asText()));
        return codes;
    }
}
