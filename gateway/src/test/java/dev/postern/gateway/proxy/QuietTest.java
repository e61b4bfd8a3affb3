package dev.postern.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller sends, or a service answers, is in no log and no metric. */
@QuarkusTest
@QuarkusTestResource(Origins.class)
class QuietTest {
    private static final String CANARY = "canary7f3a";

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Handler capture = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getLoggerName() + " " + line.getMessage() + " " + String.valueOf(line.getThrown()));
            if (line.getParameters() != null) {
                for (Object parameter : line.getParameters()) {
                    logged.add(String.valueOf(parameter));
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    Origins origins;

    @TestHTTPResource
    URI gateway;

    @TestHTTPResource(value = "metrics", management = true)
    URI metrics;

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(capture);
    }

    @AfterEach
    void stopListening() throws IOException {
        origins.credential.comeUp();
        Logger.getLogger("").removeHandler(capture);
    }

    @Test
    void keepsPathsHeadersAndBodiesToItself() throws Exception {
        // Given
        origins.codeIngest.plays(Origin.answering(Origin.OK));
        origins.totpResolver.plays(Origin.answering(CANARY + " is no HTTP\r\n\r\n"));
        origins.credential.goDown();

        // When
        ask("POST /webhooks/twilio/" + CANARY + "?a=" + CANARY, "X-A: " + CANARY);
        ask("GET /v1/codes/" + CANARY, "X-A: " + CANARY);
        ask("GET /v1/credentials/" + CANARY, "X-A: " + CANARY);
        ask("GET /nowhere/" + CANARY, "X-A: " + CANARY);
        ask("GET /v1/../" + CANARY, "X-A: " + CANARY);
        ask("GET /v1/codes " + CANARY, "X-A: " + CANARY);
        ask("GET /v1/codes/" + CANARY + "?%zz", "X-A: " + CANARY);
        ask("GET /v1/codes/" + CANARY, "X-A: " + CANARY + "\u0000");
        ask("GET /v1/codes/" + CANARY.repeat(1000), "X-A: a");
        ask("GET /v1/codes/" + CANARY, "X-A: " + CANARY.repeat(10_000));
        leaveEarly("GET /v1/code-requests/" + CANARY);

        // Then
        HttpResponse<String> scraped = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(scraped.statusCode()).isEqualTo(200);
        assertThat(scraped.body())
                .doesNotContainIgnoringCase(CANARY)
                .contains("postern_gateway_requests_seconds_count{service=\"code-ingest-service\",status=\"2xx\"}")
                .contains("postern_gateway_requests_open");
        assertThat(logged).isNotEmpty().noneSatisfy(line -> assertThat(line).containsIgnoringCase(CANARY));
    }

    private void ask(String requestLine, String header) throws IOException {
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say(requestLine + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n" + header + "\r\n\r\n");
            assertThat(caller.head()).isNotEmpty();
        }
    }

    private void leaveEarly(String requestLine) throws IOException {
        origins.totpResolver.plays(wire -> {
            wire.head();
            wire.awaitClose();
        });
        Wire caller = Wire.to(gateway.getPort());
        caller.say(requestLine + " HTTP/1.1\r\nHost: a\r\n\r\n");
        Awaitility.await().until(() -> origins.totpResolver.connections() == 1);
        caller.abort();
        Awaitility.await().until(() -> origins.totpResolver.connections() == 0);
    }
}
