package dev.postern.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.local.rotation.RotateKeys;
import dev.postern.local.verb.Verb;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** The index key of a running system is replaced, by the command that operators use. */
public final class ReplacedIndexKey {
    private static final Duration LONG = Duration.ofSeconds(90);

    private ReplacedIndexKey() {}

    /**
     * Replaces the key as far as it can be without waiting for days, and asks whether what was made before is found and believed.
     *
     * @param data the system's folder
     */
    public static void meetsWhatTheKeyBeforeHashed(LocalSystem system, Path data) {
        // Given: a login that waits, under hashes of the key before
        Api api = Organizations.fresh(system);
        Api reader = api.as(Organizations.key(api, "codes:request").get("key").asText());
        String asked = api.post("/v1/code-requests", "{\"totp_identifier\":\"before@example.com\"}")
                .json()
                .get("code_request_id")
                .asText();
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        // When
        rotate(system, data, told);

        // Then
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("The new key is in use.");
        assertThat(api.post(
                                "/v1/credentials/totp",
                                "{\"totp_identifier\":\"before@example.com\",\"content\":\"Your code is 482913\"}")
                        .status())
                .isEqualTo(200);
        Awaitility.await()
                .atMost(LONG)
                .untilAsserted(() -> assertThat(reader.get("/v1/code-requests/" + asked)
                                .json()
                                .path("code")
                                .asText())
                        .isEqualTo("482913"));
        Api later = api.as(Organizations.key(api, "codes:request").get("key").asText());
        assertThat(later.get("/v1/code-requests/" + asked).status()).isEqualTo(200);
    }

    private static void rotate(LocalSystem system, Path data, ByteArrayOutputStream told) {
        Map<String, String> environment = Map.of(
                "POSTERN_URL", system.gateway().toString(),
                "POSTERN_API_KEY", system.operatorKey(),
                "POSTERN_DATA", data.toString());
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        assertThat(Verb.run(new RotateKeys(environment, out), out, out, "index"))
                .as(told.toString(StandardCharsets.UTF_8))
                .isZero();
    }
}
