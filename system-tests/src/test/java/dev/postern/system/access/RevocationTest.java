package dev.postern.system.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.local.Service;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A revoked key soon stops working everywhere, and a new one works everywhere at once. */
@ExtendWith(RunningSystem.class)
class RevocationTest {
    private static final int KEYS = 20;

    @Test
    void twentyRevokedKeysOpenNothingAnywhere(LocalSystem system) {
        // Given
        Api admin = Organizations.fresh(system);
        List<JsonNode> keys = new ArrayList<>();
        for (int number = 0; number < KEYS; number++) {
            JsonNode key = Organizations.key(admin, "codes:push", "codes:read", "credentials:read");
            assertThat(probe(system, key)).as("a key that was just made").containsOnly(200);
            keys.add(key);
        }

        for (JsonNode key : keys) {
            // When
            Api.Answer revoked =
                    admin.delete("/v1/api-keys/" + key.get("api_key_id").asText());

            // Then
            assertThat(revoked.status()).isEqualTo(204);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(() -> assertThat(probe(system, key)).containsOnly(403));
        }
        // And the audit tells of each: by a row a minute of each replica, though some were shown dozens of times.
        JsonNode last = keys.getLast();
        probe(system, last);
        for (JsonNode key : List.of(keys.getFirst(), last)) {
            String id = key.get("api_key_id").asText();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(admin.get("/v1/audit?limit=200&outcome=refused&actor=" + id)
                                    .json()
                                    .get("entries"))
                            .hasSizeBetween(1, 20)
                            .allSatisfy(row ->
                                    assertThat(row.get("action").asText()).isEqualTo("revoked-key.used")));
        }
    }

    @Test
    void aKeyOpensOnlyItsScopes(LocalSystem system) {
        Api pusher = Organizations.fresh(system);
        Api weak = pusher.as(Organizations.key(pusher, "codes:push").get("key").asText());

        assertThat(weak.post("/v1/credentials/totp", push()).status()).isEqualTo(200);
        assertThat(weak.get("/v1/credentials/totp").status()).isEqualTo(403);
        assertThat(weak.post("/v1/code-requests", "{\"totp_identifier\":\"a@example.com\"}")
                        .status())
                .isEqualTo(403);
        assertThat(weak.get("/v1/credentials").status()).isEqualTo(403);
        assertThat(weak.get("/v1/api-keys").status()).isEqualTo(403);
        assertThat(weak.get("/v1/organizations").status()).isEqualTo(403);
    }

    @Test
    void anAdminGrantsNothingItLacks(LocalSystem system) {
        Api admin = Organizations.fresh(system);

        assertThat(admin.post("/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"credentials:reveal\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(admin.post("/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"operator\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(admin.post("/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"everything\"]}")
                        .status())
                .isEqualTo(422);
    }

    /** One request to each service with the key, direct, all resolvers among them. */
    private static List<Integer> probe(LocalSystem system, JsonNode key) {
        Api api = new Api(system.gateway(), key.get("key").asText());
        return List.of(
                api.at(system.url(Service.CREDENTIAL_SERVICE))
                        .get("/v1/credentials")
                        .status(),
                api.at(system.url(Service.CODE_INGEST_SERVICE))
                        .post("/v1/credentials/totp", push())
                        .status(),
                api.at(system.resolver(0)).get("/v1/credentials/totp").status(),
                api.at(system.resolver(1)).get("/v1/credentials/totp").status(),
                api.at(system.resolver(2)).get("/v1/credentials/totp").status());
    }

    private static String push() {
        return "{\"totp_identifier\":\"probe@example.com\",\"content\":\"123456\"}";
    }
}
