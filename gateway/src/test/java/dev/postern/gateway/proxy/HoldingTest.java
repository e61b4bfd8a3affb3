package dev.postern.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that wait stand in nobody's way, and are answered when the gateway stops. */
class HoldingTest {
    private static final int HELD = 200;

    private final List<Wire> callers = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @RegisterExtension
    static final RunningProxy PROXY = new RunningProxy();

    private final Origins origins = PROXY.origins();
    private final URI gateway = PROXY.address();

    @BeforeEach
    void holdRequests() throws IOException {
        origins.totpResolver.plays(wire -> {
            if (wire.head().startsWith("GET /v1/code-requests/")) {
                awaitRelease();
            }
            wire.say(Origin.OK);
        });
        for (int i = 0; i < HELD; i++) {
            Wire caller = Wire.to(gateway.getPort());
            callers.add(caller);
            caller.say("GET /v1/code-requests/cr_" + i + " HTTP/1.1\r\nHost: a\r\nPrefer: wait=55\r\n\r\n");
        }
        Awaitility.await().until(() -> origins.totpResolver.requests().size() == HELD);
    }

    @AfterEach
    void letGo() throws IOException {
        released.countDown();
        for (Wire caller : callers) {
            caller.close();
        }
    }

    @Test
    void answersOthersWhileTwoHundredRequestsAreHeld() throws IOException {
        // Given
        origins.codeIngest.plays(Origin.answering(Origin.OK));

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("POST /v1/credentials/totp HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
            String push = caller.message();
            caller.say("GET /v1/codes HTTP/1.1\r\nHost: a\r\n\r\n");
            String sameService = caller.message();

            // Then
            assertThat(push).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(sameService).startsWith("HTTP/1.1 200 OK\r\n");
        }

        // And each gets its own answer in the end
        released.countDown();
        for (Wire caller : callers) {
            assertThat(caller.message()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void answersHeldRequestsWhenItStops() throws IOException {
        // When
        PROXY.open().refuseAll();

        // Then
        for (Wire caller : callers) {
            assertThat(caller.message())
                    .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                    .contains(
                            "content-type: application/problem+json\r\n", "retry-after: 7\r\n", "connection: close\r\n")
                    .endsWith("{\"type\":\"/problems/gateway-stopping\",\"title\":\"The gateway is stopping\","
                            + "\"status\":503,\"detail\":\"The request was still waiting. Ask again.\"}");
        }
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
