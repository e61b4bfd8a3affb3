package dev.postern.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.postern.local.verb.Verb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreateKeyTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private int status = 201;
    private String answer = "{\"api_key_id\":\"ak_1\",\"key\":\"pk_new\"}";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/api-keys", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("x-api-key") + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void printsTheNewKeyAlone() {
        // When
        int exit = run("codes:push", "--name", "my \"phone\"", "codes:read");
        // Then
        assertThat(exit).isZero();
        assertThat(out).hasToString("pk_new" + System.lineSeparator());
        assertThat(err).hasToString("");
        assertThat(requests)
                .containsExactly(
                        "POST pk_mine {\"name\":\"my \\\"phone\\\"\",\"scopes\":[\"codes:push\",\"codes:read\"]}");
    }

    @Test
    void listsTheScopesWhenNoneIsGiven() {
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(CreateKey.SCOPES);
        assertThat(out).hasToString("");
        assertThat(requests).isEmpty();
    }

    @Test
    void saysWhyItWasRefused() {
        // Given
        status = 403;
        answer = "{\"title\":\"t\",\"detail\":\"The API key lacks the scope admin\"}";
        // When
        int exit = run("codes:push");
        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("403", "The API key lacks the scope admin");
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        // Given
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        // When
        int exit = run(Map.of("POSTERN_URL", "http://127.0.0.1:" + port, "POSTERN_API_KEY", "pk_mine"), "codes:push");
        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("does not answer");
    }

    @Test
    void saysWhichVariableIsMissing() {
        int exit = run(Map.of(), "codes:push");
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("POSTERN_URL");
    }

    private int run(String... arguments) {
        return run(Map.of("POSTERN_URL", url(), "POSTERN_API_KEY", "pk_mine"), arguments);
    }

    private int run(Map<String, String> environment, String... arguments) {
        PrintStream printed = new PrintStream(out);
        return Verb.run(new CreateKey(environment, printed), printed, new PrintStream(err), arguments);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
