package dev.postern.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not get through, and that nothing of it arrives anywhere. */
class RefusalTest {
    @RegisterExtension
    static final RunningProxy PROXY = new RunningProxy();

    private final Origins origins = PROXY.origins();
    private final URI gateway = PROXY.address();

    @BeforeEach
    void listen() {
        origins.credential.plays(Origin.answering(Origin.OK));
        origins.codeIngest.plays(Origin.answering(Origin.OK));
        origins.totpResolver.plays(Origin.answering(Origin.OK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/credentials/../../q/health",
                "/v1/credentials/%2e%2E/%2e%2e/q/health",
                "/v1/credentials/..%2f..%2fq/health",
                "/v1/credentials/..%5cq",
                "/v1/credentials/..;/..;/q/health",
                "/v1/credentials//x",
                "//v1/credentials",
                "/v1/./codes",
                "/console/..",
                "/..",
                "/v1/codes#x",
                "http://127.0.0.1/v1/codes"
            })
    void refusesATargetThatCouldBeReadInTwoWays(String target) throws IOException {
        try (Wire caller = Wire.to(gateway.getPort())) {
            // When
            caller.say("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");

            // Then
            assertThat(caller.message())
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("content-type: application/problem+json\r\n", "\"type\":\"/problems/bad-request\"");
        }
        assertNothingArrived();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q",
                "/q/",
                "/q/health",
                "/q/health/ready",
                "/q/metrics",
                "/q/dev-ui",
                "/internal",
                "/internal/totp-codes/cred_1",
                "/v1/internal",
                "/v1/credentialsX",
                "/console",
                "/console/",
                "/console/index.html",
                "/index.html",
                "/META-INF/MANIFEST.MF"
            })
    void hasNothingWhereNoRouteIs(String path) throws IOException {
        try (Wire caller = Wire.to(gateway.getPort())) {
            for (String method : new String[] {"GET", "POST", "DELETE", "OPTIONS"}) {
                // When
                caller.say(method + " " + path + " HTTP/1.1\r\nHost: a\r\nOrigin: http://evil.example\r\n"
                        + "Content-Length: 0\r\n\r\n");

                // Then
                assertThat(caller.message())
                        .startsWith("HTTP/1.1 404 Not Found\r\n")
                        .contains("content-type: application/problem+json\r\n")
                        .doesNotContainIgnoringCase("access-control")
                        .endsWith("{\"type\":\"/problems/not-found\",\"title\":\"Nothing is here\",\"status\":404,"
                                + "\"detail\":\"No route of Postern has this path.\"}");
            }
        }
        assertNothingArrived();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/codes HTTP/1.1\r\n\r\n",
                "GET /v1/codes HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /v1/codes HTTP/1.1\r\nHost: a b\r\n\r\n"
            })
    void wantsExactlyOneHost(String request) throws IOException {
        try (Wire caller = Wire.to(gateway.getPort())) {
            // When
            caller.say(request);

            // Then
            assertThat(caller.message())
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("\"type\":\"/problems/bad-request\"");
        }
        assertNothingArrived();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "identity", "chunked, chunked", "xchunked"})
    void refusesACodingOfTheBodyThatItWouldLose(String coding) throws IOException {
        try (Wire caller = Wire.to(gateway.getPort())) {
            // When
            caller.say(
                    "POST /v1/credentials HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n");

            // Then
            assertThat(caller.message()).contains(" 400 Bad Request\r\n");
        }
        assertNothingArrived();
    }

    @Test
    void readsTheRestOfABodyThatGoesNowhere() throws IOException {
        try (Wire caller = Wire.to(gateway.getPort())) {
            // When
            caller.sayMeanwhile("POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n"
                    + "a".repeat(20_000_000)
                    + "GET /neither HTTP/1.1\r\nHost: a\r\n\r\n");

            // Then both are answered, on the same connection
            assertThat(caller.message()).startsWith("HTTP/1.1 404 Not Found\r\n");
            assertThat(caller.message()).startsWith("HTTP/1.1 404 Not Found\r\n");
        }
    }

    private void assertNothingArrived() {
        assertThat(origins.credential.requests()).isEmpty();
        assertThat(origins.codeIngest.requests()).isEmpty();
        assertThat(origins.totpResolver.requests()).isEmpty();
    }
}
