package dev.postern.system.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import dev.postern.system.SkyvernServer;
import dev.postern.system.Waits;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Skyvern server gets its codes here, by its {@code totp_url} alone. */
@ExtendWith(RunningSystem.class)
class SkyvernServerStoryTest {
    private static final String KEY = "the-api-key-of-the-skyvern-organisation";
    private static final String BODY = "{\"task_id\":\"tsk_1\",\"workflow_run_id\":\"wr_1\"}";

    @Test
    void aRunGetsTheCodeThatArrivesWhileItsCallIsHeld(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        String address = UUID.randomUUID() + "@example.com";
        JsonNode endpoint = SkyvernServer.endpoint(api, address, KEY);
        String path = SkyvernServer.path(endpoint);
        assertThat(endpoint.get("url").asText()).isEqualTo(system.gateway() + path);
        CompletableFuture<Api.Answer> held = SkyvernServer.askLater(api, path, KEY, BODY);
        Waits.untilWaiting(api, 1);

        // When
        api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your verification code is 481516\"}");

        // Then
        Api.Answer answer = held.get(20, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"verification_code\":\"481516\"}");
        assertThat(SkyvernServer.ask(api, path, KEY, BODY).text()).isEqualTo("{\"verification_code\":\"481516\"}");
    }

    @Test
    void aSeedThatIsStoredHereAnswersARunAtOnce(LocalSystem system) {
        // Given
        Api api = Organizations.fresh(system);
        String credential =
                api.post("/v1/credentials", """
                        {"name":"Acme","credential_type":"password","credential":{"username":"u","password":"p",
                         "totp":"MJQWY3DPN5XHGZLF","totp_type":"authenticator"}}""").json().get("credential_id").asText();
        JsonNode endpoint = api.post(
                        "/v1/totp-url-endpoints",
                        "{\"name\":\"n\",\"credential_id\":\"" + credential + "\",\"signing_keys\":[\"" + KEY + "\"]}")
                .json();

        // When
        Api.Answer answer = SkyvernServer.ask(api, SkyvernServer.path(endpoint), KEY, BODY);

        // Then
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("verification_code").asText()).matches("[0-9]{6}");
    }
}
