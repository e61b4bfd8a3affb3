package dev.postern.system.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.fixtures.UserServer;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user's server that knows the code: Postern calls it, and signs the call. */
@ExtendWith(RunningSystem.class)
class TotpUrlStoryTest {

    @Test
    void aLoginGetsTheCodeThatTheUsersServerKnows(LocalSystem system) throws GeneralSecurityException {
        Api api = Organizations.fresh(system);
        try (UserServer server = UserServer.start()) {
            // Given
            JsonNode secret = api.get("/v1/signing-secrets").json().get(0);
            String text = api.post(
                            "/v1/signing-secrets/"
                                    + secret.get("signing_secret_id").asText() + "/reveal",
                            null)
                    .json()
                    .get("secret")
                    .asText();
            // When
            Api.Answer asked = api.post(
                    "/v1/code-requests",
                    "{\"totp_url\":\"" + server.url("/code?x=1") + "\",\"workflow_run_id\":\"wr_1\"}");
            assertThat(asked.status()).as(asked.text()).isEqualTo(202);
            String path =
                    "/v1/code-requests/" + asked.json().get("code_request_id").asText();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(api.get(path)
                                    .json()
                                    .at("/webhook_responses/0/result")
                                    .asText())
                            .isEqualTo("no_code"));
            server.answer("Your Acme verification code is 638201.");
            // Then
            JsonNode answer = api.get(path, "Prefer", "wait=30").json();
            assertThat(answer.get("code").asText()).isEqualTo("638201");
            assertThat(answer.get("source").asText()).isEqualTo("totp_url");
            UserServer.Call call = server.calls().getLast();
            assertThat(call.body()).isEqualTo("{\"workflow_run_id\":\"wr_1\"}");
            assertThat(call.headers().getFirst("x-skyvern-signature"))
                    .isEqualTo(HexFormat.of().formatHex(hmac(text.getBytes(StandardCharsets.UTF_8), call.body())));
            String signed = call.headers().getFirst("webhook-id") + "."
                    + call.headers().getFirst("webhook-timestamp") + "." + call.body();
            byte[] key = Base64.getDecoder().decode(text.substring("whsec_".length()));
            assertThat(call.headers().getFirst("webhook-signature"))
                    .isEqualTo("v1," + Base64.getEncoder().encodeToString(hmac(key, signed)));
        }
    }

    private static byte[] hmac(byte[] key, String message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    }
}
