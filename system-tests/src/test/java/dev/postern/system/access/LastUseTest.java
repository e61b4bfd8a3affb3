package dev.postern.system.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of API keys shows uses at every service. */
@ExtendWith(RunningSystem.class)
class LastUseTest {
    private static final Map<String, Function<Api, Api.Answer>> USES = Map.of(
            "codes:push",
            api -> api.post("/v1/credentials/totp", "{\"totp_identifier\":\"a@example.com\",\"content\":\"123456\"}"),
            "codes:read",
            api -> api.get("/v1/credentials/totp"),
            "credentials:read",
            api -> api.get("/v1/credentials"));

    @Test
    void aUseAtAnyServiceIsListedWithItsHour(LocalSystem system) {
        // Given
        Api admin = Organizations.fresh(system);
        String unused = Organizations.key(admin, "codes:push").get("api_key_id").asText();
        Map<String, String> used = new LinkedHashMap<>();
        Instant before = Instant.now().truncatedTo(ChronoUnit.HOURS);

        // When
        USES.forEach((scope, use) -> {
            JsonNode key = Organizations.key(admin, scope);
            used.put(scope, key.get("api_key_id").asText());
            assertThat(use.apply(admin.as(key.get("key").asText())).status()).isEqualTo(200);
        });

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(used).allSatisfy((scope, id) -> {
                    JsonNode lastUse = lastUse(admin, id);
                    assertThat(lastUse.isTextual()).as(scope).isTrue();
                    assertThat(Instant.parse(lastUse.asText()))
                            .isIn(before, Instant.now().truncatedTo(ChronoUnit.HOURS));
                }));
        assertThat(lastUse(admin, unused).isNull()).isTrue();
    }

    private static JsonNode lastUse(Api admin, String apiKeyId) {
        return admin.get("/v1/api-keys")
                .json()
                .valueStream()
                .filter(key -> key.get("api_key_id").asText().equals(apiKeyId))
                .findFirst()
                .orElseThrow()
                .get("last_used_at");
    }
}
