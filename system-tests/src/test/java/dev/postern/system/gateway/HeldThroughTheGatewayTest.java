package dev.postern.system.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.local.LocalSystem;
import dev.postern.system.Api;
import dev.postern.system.Organizations;
import dev.postern.system.RunningSystem;
import dev.postern.system.Waits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSystem.class)
class HeldThroughTheGatewayTest {
    private static final int HELD = 200;

    @Test
    void twoHundredHeldRequestsDoNotStandInAPushsWay(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        String series = UUID.randomUUID().toString();
        List<CompletableFuture<Api.Answer>> held = new ArrayList<>();
        for (int number = 0; number < HELD; number++) {
            held.add(api.postLater(
                    "/v1/code-requests",
                    "{\"totp_identifier\":\"" + series + "-" + number + "@example.com\"}",
                    "Prefer",
                    "wait=55"));
        }
        Waits.untilWaiting(api, HELD);

        // When
        Api.Answer pushed = api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + series + "-117@example.com\",\"content\":\"Your code is 424242\"}");

        // Then
        assertThat(pushed.status()).isEqualTo(200);
        assertThat(held.get(117).get(20, TimeUnit.SECONDS).json().get("code").asText())
                .isEqualTo("424242");
        assertThat(held.stream().filter(CompletableFuture::isDone)).hasSize(1);
    }

    @Test
    void aCallerThatLeavesGetsNoCode(LocalSystem system) throws Exception {
        // Given
        Api api = Organizations.fresh(system);
        String address = UUID.randomUUID() + "@example.com";

        // When
        try (Socket caller = held(system, api, address)) {
            Waits.untilWaiting(api, 1);
            assertThat(caller.isConnected()).isTrue();
        }

        // Then
        Waits.untilWaiting(api, 0);
        api.post(
                "/v1/credentials/totp",
                "{\"totp_identifier\":\"" + address + "\",\"content\":\"Your code is 313131\"}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(api.get("/v1/credentials/totp").json()).hasSize(1));
        // Another run had asked shortly before the code came, so a request that says nothing would hesitate.
        Api.Answer next =
                api.post("/v1/code-requests", "{\"totp_identifier\":\"" + address + "\",\"hesitation_seconds\":0}");
        assertThat(next.json().get("code").asText()).isEqualTo("313131");
    }

    @Test
    void internalPathsAreUnreachable(LocalSystem system) {
        Api api = Organizations.local(system);

        for (String path :
                List.of("/q/health", "/q/metrics", "/q/openapi", "/internal/v1/credentials/cred_1/code", "/nothing")) {
            assertThat(api.get(path).status()).as(path).isEqualTo(404);
        }
        for (String path : List.of(
                "/v1/code-requests/../../q/metrics",
                "/v1/code-requests/%2e%2e/%2e%2e/q/metrics",
                "/v1/credentials/..%2f..%2finternal/v1")) {
            assertThat(api.get(path).status()).as(path).isIn(400, 404);
        }
    }

    private static Socket held(LocalSystem system, Api api, String address) throws IOException {
        Socket socket = new Socket(system.gateway().getHost(), system.gateway().getPort());
        String body = "{\"totp_identifier\":\"" + address + "\"}";
        OutputStream out = socket.getOutputStream();
        out.write(("POST /v1/code-requests HTTP/1.1\r\nHost: localhost\r\nx-api-key: " + api.key()
                        + "\r\nPrefer: wait=50\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
        return socket;
    }
}
