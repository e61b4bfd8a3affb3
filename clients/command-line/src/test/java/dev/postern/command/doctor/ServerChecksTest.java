package dev.postern.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.postern.client.Postern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor says of an address at which no Postern answers as it should. */
class ServerChecksTest {
    private static final String KEY = "{\"api_key_id\": \"ak_1\", \"scopes\": [\"codes:request\", \"codes:read\"]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html>hello</html> | address | not as Postern does | Check POSTERN_URL",
                "200 | {}                 | address | not as Postern does | Check POSTERN_URL",
                "403 | <html>no</html>    | address | answers 403         | Check POSTERN_URL",
                "404 | {\"detail\": \"x\"}  | address | knows no such path  | Check the path",
                "302 | ''                 | address | leads elsewhere     | Set POSTERN_URL to",
                "401 | {\"detail\": \"x\"}  | key     | unknown, revoked    | Take another key",
                "429 | {\"detail\": \"x\"}  | key     | 429: x              | Try again later",
                "503 | {\"detail\": \"credential-service cannot be reached\"} | key | credential-service cannot | start the service",
            })
    void saysWhatIsWrongAndWhatToDo(int status, String body, String check, String found, String advice)
            throws IOException {
        // When
        Finding last = at(status, body, "").getLast();

        // Then
        assertThat(last.verdict()).isEqualTo(Finding.Verdict.BAD);
        assertThat(last.check()).isEqualTo(check);
        assertThat(last.found()).contains(found);
        assertThat(last.advice()).contains(advice);
    }

    @Test
    void aKeyWithTooFewScopesIsToldWhatALoginNeeds() throws IOException {
        // When
        Finding scopes = at(200, "{\"api_key_id\": \"ak_1\", \"scopes\": [\"codes:push\"]}", "{}")
                .get(2);

        // Then
        assertThat(scopes.found()).isEqualTo("codes:push");
        assertThat(scopes.advice()).contains("lacks codes:request and codes:read", "console");
    }

    @Test
    void aClockThatIsOffIsTold() throws IOException {
        // Given
        Instant hourAgo = Instant.now().minus(Duration.ofHours(1));

        // When
        Finding clock = at(200, KEY, "{\"code_request_id\": \"cr_1\", \"created_at\": \"" + hourAgo + "\"}")
                .getLast();

        // Then
        assertThat(clock.verdict()).isEqualTo(Finding.Verdict.WORTH_A_LOOK);
        assertThat(clock.found()).matches("this machine's is 3[56]\\d\\d s ahead");
        assertThat(clock.advice()).contains("NTP");
    }

    @Test
    void anAddressWithoutAnAnswerIsToldByItsReason() throws IOException {
        // Given
        int port;
        Finding tls;
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = plain.getLocalPort();
            Thread.ofVirtual().start(() -> refuse(plain));

            // When
            tls = only("https://127.0.0.1:" + port);
        }
        Finding closed = only("http://127.0.0.1:" + port);
        Finding unknown = only("http://postern.invalid");

        // Then
        assertThat(tls.advice()).contains("begins with http://");
        assertThat(closed.found()).contains("nothing listens at http://127.0.0.1:" + port);
        assertThat(unknown.found()).contains("no host of this name");
    }

    /** As a server without TLS answers what it cannot read. */
    private static void refuse(ServerSocket plain) {
        try (Socket call = plain.accept()) {
            // All of it: a connection that is closed with bytes unread is reset.
            assertThat(call.getInputStream().read(new byte[16_384])).isPositive();
            call.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Finding only(String address) {
        List<Finding> findings = new ServerChecks(Postern.at(address, "pk_1")).all();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static List<Finding> at(int status, String keyAnswer, String requestAnswer) throws IOException {
        HttpServer server = server(status, keyAnswer, requestAnswer);
        try {
            return new ServerChecks(
                            Postern.at("http://127.0.0.1:" + server.getAddress().getPort(), "pk_1"))
                    .all();
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer server(int status, String keyAnswer, String requestAnswer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            boolean key = call.getRequestURI().getPath().equals("/v1/api-keys/self");
            byte[] body = (key ? keyAnswer : requestAnswer).getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("location", "https://other.example/");
            call.sendResponseHeaders(key ? status : 200, body.length == 0 ? -1 : body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        server.start();
        return server;
    }
}
