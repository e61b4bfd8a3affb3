package dev.postern.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller learns when a service cannot answer. */
class FailureTest {
    private static final String PUSH = "POST /v1/credentials/totp HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";

    @RegisterExtension
    static final RunningProxy PROXY = new RunningProxy();

    private final Origins origins = PROXY.origins();
    private final URI gateway = PROXY.address();

    @AfterEach
    void bringItUp() throws IOException {
        origins.codeIngest.comeUp();
    }

    @Test
    void saysThatAServiceCannotBeReachedAndRecoversWithIt() throws IOException {
        // Given
        origins.codeIngest.goDown();
        try (Wire caller = Wire.to(gateway.getPort())) {
            // When
            caller.say(PUSH);

            // Then
            assertThat(caller.message())
                    .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                    .contains("content-type: application/problem+json\r\n", "retry-after: 7\r\n")
                    .endsWith("{\"type\":\"/problems/service-unavailable\",\"title\":\"The service cannot be reached\","
                            + "\"status\":503,\"detail\":\"code-ingest-service cannot be reached. Try again.\"}");

            // And on the same connection, when it is back
            origins.codeIngest.plays(wire -> {
                wire.message();
                wire.say(Origin.OK);
            });
            origins.codeIngest.comeUp();
            caller.say(PUSH);
            assertThat(caller.message()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUSH,
                "POST /v1/credentials/totp HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
                "DELETE /v1/credentials/totp HTTP/1.1\r\nHost: a\r\n\r\n"
            })
    void neverSendsTwiceWhatMayHaveBeenDone(String request) throws IOException {
        // Given
        origins.codeIngest.plays(Wire::head);

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say(request);

            // Then
            assertThat(caller.message())
                    .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                    .doesNotContainIgnoringCase("retry-after")
                    .contains("\"type\":\"/problems/bad-gateway\"");
        }
        assertThat(origins.codeIngest.requests()).hasSize(1);
    }

    @Test
    void readsAgainWhenAKeptConnectionTurnsOutToBeClosed() throws IOException {
        // Given a service that keeps its connection after an answer and drops the next request
        AtomicInteger connections = new AtomicInteger();
        origins.totpResolver.plays(wire -> {
            wire.head();
            if (connections.incrementAndGet() == 1) {
                wire.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                wire.head();
            } else {
                wire.say(Origin.OK);
            }
        });

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("GET /v1/codes HTTP/1.1\r\nHost: a\r\n\r\n").message();
            caller.say("GET /v1/codes?again HTTP/1.1\r\nHost: a\r\n\r\n");

            // Then
            assertThat(caller.message()).startsWith("HTTP/1.1 200 OK\r\n");
        }
        assertThat(origins.totpResolver.requests()).hasSize(3);
    }

    @Test
    void readsAgainOnlyOnce() throws IOException {
        // Given
        origins.totpResolver.plays(Wire::head);

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("GET /v1/codes HTTP/1.1\r\nHost: a\r\n\r\n");

            // Then
            assertThat(caller.message()).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
        }
        assertThat(origins.totpResolver.requests()).hasSize(2);
    }

    @Test
    void passesARefusalOnThatComesBeforeTheEndOfTheBody() throws IOException {
        // Given a service that refuses and closes with most of the body unread
        String refusal = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno";
        origins.codeIngest.plays(wire -> {
            wire.head();
            wire.say(refusal);
        });
        for (int round = 0; round < 10; round++) {
            try (Wire caller = Wire.to(gateway.getPort())) {
                // When
                caller.sayMeanwhile("POST /webhooks/sendgrid/t HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n"
                        + "a".repeat(20_000_000)
                        + "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n");

                // Then
                assertThat(caller.message())
                        .startsWith("HTTP/1.1 413 Content Too Large\r\n")
                        .endsWith("\r\n\r\nno");

                // And the connection is still in step
                assertThat(caller.message()).startsWith("HTTP/1.1 404 Not Found\r\n");
            }
        }
    }

    @Test
    void saysThatAServiceBrokeOffWhenItsAnswerIsNoHttp() throws IOException {
        // Given
        origins.codeIngest.plays(Origin.answering("OK then\r\n\r\n"));

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("POST /api/v1/totp HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");

            // Then
            assertThat(caller.message())
                    .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                    .doesNotContain("OK then");
        }
    }
}
