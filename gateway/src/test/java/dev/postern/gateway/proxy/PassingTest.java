package dev.postern.gateway.proxy;

import static dev.postern.gateway.proxy.Wire.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What arrives at a service, and what comes back, byte for byte. */
class PassingTest {
    @RegisterExtension
    static final RunningProxy PROXY = new RunningProxy();

    private final Origins origins = PROXY.origins();
    private final URI gateway = PROXY.address();

    @Test
    void passesTheTargetAndTheHeadersOnAsTheyAre() throws IOException {
        // Given
        origins.credential.plays(Origin.answering(Origin.OK));
        String target = "/v1/credentials/a%2Eb%20%C3%a9%ff;x=1/?b=2&a=1&a=&=&c&next=/x//../y%2F&z=%FE%ff&";

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say(lines(
                    "GET " + target + " HTTP/1.1",
                    "hOST: Postern.example:8443",
                    "X-Twice: 1",
                    "x-oNE: \u00e9\u00ff",
                    "X-Twice: 2, 3",
                    "X-Empty:",
                    "Cookie: a=b; c=d"));

            // Then
            assertThat(caller.message()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nok");
        }
        assertThat(origins.credential.requests())
                .containsExactly(lines(
                        "GET " + target + " HTTP/1.1",
                        "hOST: Postern.example:8443",
                        "X-Twice: 1",
                        "x-oNE: \u00e9\u00ff",
                        "X-Twice: 2, 3",
                        "X-Empty: ",
                        "Cookie: a=b; c=d",
                        "X-Forwarded-For: 127.0.0.1",
                        "X-Forwarded-Proto: http",
                        "X-Forwarded-Host: Postern.example:8443"));
    }

    @Test
    void dropsHopByHopHeadersAndForwardingClaims() throws IOException {
        // Given
        origins.credential.plays(Origin.answering(lines(
                        "HTTP/1.1 200 OK",
                        "Content-Length: 2",
                        "Connection: close, X-Hop",
                        "X-Hop: 1",
                        "Keep-Alive: timeout=5",
                        "Proxy-Authenticate: Basic",
                        "X-Kept: \u00e9")
                + "ok"));

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say(lines(
                    "GET /v1/credentials HTTP/1.1",
                    "Host: a",
                    "Connection: keep-alive, Upgrade, HTTP2-Settings, x-hop, Host",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAEAAEAAAAIAAAAB",
                    "X-Hop: 1",
                    "TE: trailers",
                    "Keep-Alive: timeout=5",
                    "Proxy-Authorization: Basic QQ==",
                    "X-Forwarded-For: 10.0.0.1",
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-Host: bank.example",
                    "X-Forwarded-Prefix: /x",
                    "X-Real-IP: 10.0.0.1",
                    "Forwarded: for=10.0.0.1",
                    "X-Kept: 1"));

            // Then
            assertThat(caller.message()).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Kept: \u00e9\r\n\r\nok");
        }
        assertThat(origins.credential.requests())
                .containsExactly(lines(
                        "GET /v1/credentials HTTP/1.1",
                        "Host: a",
                        "X-Kept: 1",
                        "X-Forwarded-For: 127.0.0.1",
                        "X-Forwarded-Proto: http",
                        "X-Forwarded-Host: a"));
    }

    @Test
    void passesEveryByteOfABodyBothWays() throws IOException {
        // Given
        StringBuilder every = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            every.append((char) (i * 31 % 256));
        }
        String body = every.toString();
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        origins.codeIngest.plays(wire -> {
            arrived.add(wire.message());
            wire.say("HTTP/1.1 201 Made\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);
        });

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("POST /webhooks/mailgun/t HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);

            // Then
            assertThat(caller.message()).startsWith("HTTP/1.1 201 Made\r\n").endsWith("\r\n\r\n" + body);
        }
        assertThat(arrived).singleElement().asString().endsWith("\r\n\r\n" + body);
    }

    @Test
    void passesAnEmptyBodyAsEmptyAndNoBodyAsNone() throws IOException {
        // Given
        origins.codeIngest.plays(Origin.answering(Origin.OK));

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("POST /api/v1/totp HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                    .message();
            caller.say("POST /api/v1/totp HTTP/1.1\r\nHost: a\r\n\r\n").message();
        }

        // Then
        assertThat(origins.codeIngest.requests())
                .satisfiesExactly(
                        empty -> assertThat(empty).contains("Content-Length: 0\r\n"),
                        none -> assertThat(none).doesNotContainIgnoringCase("content-length", "transfer-encoding"));
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD,200 OK,Content-Length: 7",
        "HEAD,200 OK,X-B: 2",
        "HEAD,404 Not Found,Content-Length: 0",
        "GET,204 No Content,X-B: 2",
        "GET,304 Not Modified,Content-Length: 7",
        "GET,304 Not Modified,X-B: 2"
    })
    void waitsForNoBodyWhereThereIsNone(String method, String status, String header) throws IOException {
        // Given
        origins.totpResolver.plays(
                Origin.answering(lines("HTTP/1.1 " + status, "X-A: 1", header, "Connection: close")));

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say(lines(method + " /v1/codes HTTP/1.1", "Host: a"));

            // Then
            assertThat(caller.head()).isEqualTo(lines("HTTP/1.1 " + status, "X-A: 1", header));

            // And the connection is still in step
            caller.say(lines("GET /nowhere HTTP/1.1", "Host: a"));
            assertThat(caller.head()).startsWith("HTTP/1.1 404 Not Found\r\n");
        }
        assertThat(origins.totpResolver.requests())
                .singleElement()
                .asString()
                .startsWith(method + " /v1/codes HTTP/1.1\r\n");
    }

    @Test
    void answersRequestsThatComeAtOnceInTheirOrder() throws IOException {
        // Given
        origins.credential.plays(wire -> {
            String path = wire.head().split(" ", -1)[1];
            wire.say(lines("HTTP/1.1 200 OK", "Content-Length: " + path.length(), "Connection: close") + path);
        });

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say(lines("GET /v1/credentials/1 HTTP/1.1", "Host: a")
                    + lines("GET /v1/credentials/2 HTTP/1.1", "Host: a")
                    + lines("GET /v1/credentials/3 HTTP/1.1", "Host: a"));

            // Then
            for (int i = 1; i <= 3; i++) {
                assertThat(caller.message()).endsWith("\r\n\r\n/v1/credentials/" + i);
            }
        }
    }

    @Test
    void tellsAClientThatAsksFirstToSendItsBody() throws IOException {
        // Given
        BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        origins.codeIngest.plays(wire -> {
            arrived.add(wire.message());
            wire.say(Origin.OK);
        });

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say(lines(
                    "POST /v1/credentials/totp HTTP/1.1", "Host: a", "Content-Length: 3", "Expect: 100-continue"));
            String interim = caller.head();
            caller.say("abc");

            // Then
            assertThat(interim).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(caller.message()).startsWith("HTTP/1.1 200 OK\r\n");
        }
        assertThat(arrived).singleElement().asString().endsWith("\r\n\r\nabc").doesNotContain("Expect");
    }

    @Test
    void readsWhatIsPushedFromOneServiceAndPushesToAnother() throws IOException {
        // Given
        origins.codeIngest.plays(Origin.answering(Origin.OK));
        origins.totpResolver.plays(Origin.answering(Origin.OK));
        origins.credential.plays(Origin.answering(Origin.OK));

        // When
        try (Wire caller = Wire.to(gateway.getPort())) {
            caller.say("POST /v1/credentials/totp HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                    .message();
            caller.say("GET /v1/credentials/totp?totp_identifier=a HTTP/1.1\r\nHost: a\r\n\r\n")
                    .message();
            caller.say("GET /v1/credentials/cred_1 HTTP/1.1\r\nHost: a\r\n\r\n").message();
        }

        // Then
        assertThat(origins.codeIngest.requests()).hasSize(1);
        assertThat(origins.totpResolver.requests()).hasSize(1);
        assertThat(origins.credential.requests()).hasSize(1);
    }
}
