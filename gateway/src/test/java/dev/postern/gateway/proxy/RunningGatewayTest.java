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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only the whole gateway shows: its logs and metrics hold nothing that was sent, and broken HTTP ends before the proxy. */
@QuarkusTest
@QuarkusTestResource(Origins.class)
class RunningGatewayTest {
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
        origins.credential.plays(Origin.answering(Origin.OK));
        origins.totpResolver.plays(Origin.answering(Origin.OK));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/codes HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n",
                "POST /v1/credentials HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
                "POST /v1/credentials HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/credentials HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "GET /v1/codes?x=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/co des HTTP/1.1\r\nHost: a\r\n\r\n"
            })
    void leavesBrokenHttpToTheServerInFront(String request) throws IOException {
        try (Wire caller = Wire.to(gateway.getPort())) {
            // When
            caller.say(request);

            // Then
            assertThat(caller.message()).contains(" 400 Bad Request\r\n");
        }
        assertThat(origins.credential.requests()).isEmpty();
        assertThat(origins.totpResolver.requests()).isEmpty();
    }

    @Test
    void countsConnectionsThatBringNoRequest() throws Exception {
        try (Wire half = Wire.to(gateway.getPort())) {
            // When
            half.say("GET /v1/codes HTTP/1.1\r\nHo");

            // Then
            Awaitility.await()
                    .untilAsserted(() -> assertThat(HttpClient.newHttpClient()
                                    .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                                    .body())
                            .containsPattern("postern_gateway_connections_open [1-9]"));
        }
    }

    /** docs/mcp.md: what the API says of a code stays with the gateway. */
    @Test
    void tellsModelsAndItsLogNoCode() throws Exception {
        // Given
        String json = """
            {"code_request_id": "cr_1", "status": "delivered", "code": "%1$s", "code_handle": "hdl_1", "evidence": {"rule": "%1$s"},
             "new_field": "%1$s", "hints": [{"kind": "nothing_came", "sender_masked": "%1$s", "text": "Nothing came."}],
             "webhook_responses": [{"result": "no_code", "body": "%1$s"}],
             "code_requests": [{"code_request_id": "cr_1", "status": "waiting", "code": "%1$s"}]}\
            """.formatted(CANARY);
        origins.totpResolver.plays(
                Origin.answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                        + "\r\nConnection: close\r\n\r\n" + json));

        // When
        String listed = message("tools/list", "{}").body();
        String request = "{\"code_request_id\": \"cr_1\"}";
        String told = tool("wait_for_code", request)
                + tool("explain_wait", request)
                + tool("list_waiting", "{}")
                + tool(CANARY, request);

        // Then
        assertThat(listed)
                .contains("request_code", "wait_for_code", "report_outcome", "list_waiting", "explain_wait")
                .contains("code_request_id");
        assertThat(told).contains("hdl_1").contains("Nothing came.").contains("no_code");
        assertThat(told.replace("Invalid tool name: " + CANARY, "")).doesNotContainIgnoringCase(CANARY);
        assertThat(logged).noneSatisfy(line -> assertThat(line).containsIgnoringCase(CANARY));
    }

    @Test
    void keepsNoSessionAndTakesMessagesOfOneFormAlone() throws Exception {
        // Given
        origins.totpResolver.plays(
                Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"));
        String begin = "{\"protocolVersion\": \"2025-06-18\", \"capabilities\": {}, \"clientInfo\": {\"name\": \"a\","
                + " \"version\": \"1\"}}";

        // When
        HttpResponse<String> begun = message("initialize", begin);

        // Then
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        assertThat(begun.body()).contains("\"name\":\"postern\"");
        assertThat(begun.headers().map()).doesNotContainKey("mcp-session-id");
        assertThat(raw("GET /mcp")).startsWith("HTTP/1.1 405 ");
        assertThat(raw("DELETE /mcp")).startsWith("HTTP/1.1 405 ");
        assertThat(raw("GET /mcp/sse")).startsWith("HTTP/1.1 404 ");
        assertThat(raw("POST /mcp/messages/a")).startsWith("HTTP/1.1 404 ");
        assertThat(raw("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\nOrigin: https://a.example"))
                .startsWith("HTTP/1.1 403 ");
        HttpResponse<String> noted = post("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}");
        assertThat(noted.statusCode()).isEqualTo(202);
        assertThat(noted.body()).isEmpty();
        assertThat(post("[1, ").body()).contains("-32700");
        assertThat(post(" ".repeat(65_537)).statusCode()).isEqualTo(413);
    }

    @Test
    void letsNoMessageInThatTheApiRefuses() throws Exception {
        for (int status : new int[] {403, 503}) {
            // Given
            origins.totpResolver.plays(
                    Origin.answering("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));

            // When
            HttpResponse<String> refused = message("tools/list", "{}");

            // Then
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
        }
    }

    private String tool(String name, String arguments) throws Exception {
        return message("tools/call", "{\"name\": \"" + name + "\", \"arguments\": " + arguments + "}")
                .body();
    }

    private HttpResponse<String> message(String method, String parameters) throws Exception {
        return post(
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"" + method + "\", \"params\": " + parameters + "}");
    }

    private HttpResponse<String> post(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/mcp"))
                .header("x-api-key", "pk_1")
                .header("content-type", "application/json")
                .header("accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String head) throws IOException {
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say(head + (head.contains("Host:") ? "" : " HTTP/1.1\r\nHost: a") + "\r\n\r\n");
            return caller.head();
        }
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
