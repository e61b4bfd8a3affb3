package dev.postern.credential.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.credential.CredentialServiceResource;
import dev.postern.fixtures.CommittedOpenApi;
import dev.postern.fixtures.UnfinishedPost;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CredentialServiceResource.class)
class OpenApiTest {
    @Test
    void theCommittedDocumentIsWhatTheServiceSays() {
        // When
        String running = new String(
                RestAssured.get("/q/openapi?format=yaml")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray(),
                StandardCharsets.UTF_8);
        // Then
        CommittedOpenApi.isExactly(running);
    }

    @Test
    void noRouteWaitsForTheBodyOfAStranger() throws IOException {
        // When
        Map<String, Integer> answers = UnfinishedPost.answers(Path.of("openapi.yaml"), RestAssured.port);
        // Then
        assertThat(answers)
                .hasSizeGreaterThan(30)
                .allSatisfy((route, status) ->
                        assertThat(status).as(route).isEqualTo(route.contains(" /webhooks/") ? 404 : 403));
    }

    @Test
    void namesEveryRouteWithItsStatuses() {
        // When
        Map<String, Map<String, Map<String, Map<String, Object>>>> paths =
                RestAssured.get("/q/openapi?format=json").then().extract().path("paths");
        // Then
        assertThat(paths)
                .containsOnlyKeys(
                        "/v1/limits",
                        "/v1/retention",
                        "/version",
                        "/v1/audit",
                        "/v1/audit/verification",
                        "/v1/imports",
                        "/v1/logins",
                        "/v1/logins/{credential_id}",
                        "/v1/qr-codes",
                        "/v1/key-rotations",
                        "/v1/key-rotations/{rotation_id}",
                        "/v1/organizations",
                        "/v1/organizations/{organization_id}",
                        "/v1/organizations/{organization_id}/disable",
                        "/v1/organizations/{organization_id}/enable",
                        "/v1/organizations/{organization_id}/api-keys",
                        "/v1/organizations/{organization_id}/api-keys/{api_key_id}",
                        "/v1/vault/credentials",
                        "/v1/vault/credentials/{item_id}",
                        "/v1/api-keys",
                        "/v1/api-keys/self",
                        "/v1/api-keys/self/sign-ins",
                        "/v1/api-keys/self/sign-outs",
                        "/v1/api-keys/{api_key_id}",
                        "/v1/inbound-channel-providers",
                        "/v1/inbound-channels",
                        "/v1/inbound-channels/{channel_id}",
                        "/v1/inbound-channels/{channel_id}/rotate-token",
                        "/v1/signing-secrets",
                        "/v1/signing-secrets/{signing_secret_id}/reveal",
                        "/v1/totp-url-endpoints",
                        "/v1/totp-url-endpoints/{endpoint_id}",
                        "/v1/totp-url-endpoints/{endpoint_id}/rotate-signing-key",
                        "/v1/credential_folders",
                        "/v1/credential_folders/{folder_id}",
                        "/api/v1/credential_folders",
                        "/api/v1/credential_folders/{folder_id}",
                        "/v1/credentials/{credential_id}/folder",
                        "/api/v1/credentials/{credential_id}/folder",
                        "/v1/credentials",
                        "/v1/credentials/{credential_id}",
                        "/v1/credentials/{credential_id}/update",
                        "/v1/credentials/{credential_id}/delete",
                        "/v1/credentials/{credential_id}/totp-code",
                        "/api/v1/credentials",
                        "/api/v1/credentials/{credential_id}");
        assertThat(statuses(paths, "/v1/credentials", "post"))
                .contains("201", "400", "403", "408", "413", "422", "429", "503");
        assertThat(statuses(paths, "/api/v1/credentials", "post")).contains("200", "400", "403", "422", "503");
        assertThat(statuses(paths, "/v1/credentials/{credential_id}/totp-code", "get"))
                .contains("200", "400", "403", "404", "503");
        assertThat(statuses(paths, "/v1/credentials/{credential_id}/delete", "post"))
                .contains("204", "403", "404");
        assertThat(statuses(paths, "/v1/api-keys/{api_key_id}", "delete")).contains("204", "403", "404", "503");
    }

    private static Set<String> statuses(
            Map<String, Map<String, Map<String, Map<String, Object>>>> paths, String path, String method) {
        return paths.get(path).get(method).get("responses").keySet();
    }
}
