package dev.postern.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the gateway asks all services for: limits, and versions. */
class AllServicesTest {
    @RegisterExtension
    static final RunningProxy PROXY = new RunningProxy();

    private final Origins origins = PROXY.origins();

    @AfterEach
    void comeUp() throws IOException {
        origins.codeIngest.comeUp();
    }

    @Test
    void putsTheAnswersOfAllServicesTogether() throws IOException {
        // Given
        origins.credential.plays(Origin.answering(json("{\"limits\":[{\"limit\":\"a\"}]}")));
        origins.codeIngest.plays(Origin.answering(json("{\"limits\":[]}")));
        origins.totpResolver.plays(Origin.answering(json("{\"limits\":[{\"limit\":\"b\"},{\"limit\":\"c\"}]}")));

        // When
        String answer = ask("GET /v1/limits/");

        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK")
                .endsWith("{\"limits\":[{\"limit\":\"a\"},{\"limit\":\"b\"},{\"limit\":\"c\"}]}");
        assertThat(origins.totpResolver.requests())
                .singleElement()
                .asString()
                .startsWith("GET /v1/limits HTTP/1.1")
                .contains("x-api-key: k");
    }

    @Test
    void passesTheFirstRefusalOn() throws IOException {
        // Given
        origins.credential.plays(Origin.answering(json("{\"limits\":[]}")));
        origins.codeIngest.plays(Origin.answering("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nX-Inner: x\r\n"
                + "Content-Type: application/problem+json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"));
        origins.totpResolver.plays(Origin.answering(json("{\"limits\":[]}")));

        // Then
        assertThat(ask("GET /v1/limits"))
                .startsWith("HTTP/1.1 429 ")
                .containsIgnoringCase("retry-after: 3\r\n")
                .contains("application/problem+json")
                .doesNotContain("X-Inner")
                .endsWith("{}");
    }

    @Test
    void saysWhenAServiceIsAway() throws IOException {
        // Given
        origins.codeIngest.goDown();

        // Then
        assertThat(ask("GET /v1/limits")).startsWith("HTTP/1.1 503 ").contains("retry-after: 7");
    }

    @Test
    void hasNoOtherMethod() throws IOException {
        assertThat(ask("DELETE /v1/limits")).startsWith("HTTP/1.1 404 ");
        assertThat(ask("POST /version")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void tellsEachServicesVersionBesideItsOwnAndWhoIsAway() throws IOException {
        // Given
        origins.credential.plays(Origin.answering(json("{\"version\":\"0.9.2\",\"services\":[{\"service\":"
                + "\"credential-service\",\"state\":\"serves\",\"version\":\"0.9.2\",\"commit\":null}]}")));
        origins.codeIngest.goDown();
        origins.totpResolver.plays(Origin.answering(refusal("404 Not Found")));

        // When
        String answer = ask("GET /version");

        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK")
                .endsWith(
                        "{\"version\":\"0.9.1\",\"services\":["
                                + "{\"service\":\"gateway\",\"state\":\"serves\",\"version\":\"0.9.1\",\"commit\":\"c0ffee1\"},"
                                + "{\"service\":\"credential-service\",\"state\":\"serves\",\"version\":\"0.9.2\",\"commit\":null},"
                                + "{\"service\":\"code-ingest-service\",\"state\":\"away\",\"version\":null,\"commit\":null},"
                                + "{\"service\":\"totp-resolver-service\",\"state\":\"unknown\",\"version\":null,\"commit\":null}]}");
        assertThat(origins.credential.requests())
                .singleElement()
                .asString()
                .startsWith("GET /version HTTP/1.1")
                .contains("x-api-key: k");
    }

    @Test
    void tellsNoVersionToWhoeverAServiceRefuses() throws IOException {
        // Given
        origins.credential.plays(Origin.answering(refusal("503 Service Unavailable")));
        origins.codeIngest.plays(Origin.answering(refusal("403 Forbidden")));
        origins.totpResolver.plays(Origin.answering(refusal("403 Forbidden")));

        // Then
        assertThat(ask("GET /version")).startsWith("HTTP/1.1 403 ").doesNotContain("0.9.1");
    }

    @Test
    void tellsNoVersionWhileNobodyCanCheckTheKey() throws IOException {
        // Given
        origins.credential.plays(Origin.answering(refusal("503 Service Unavailable")));
        origins.codeIngest.goDown();
        origins.totpResolver.plays(Origin.answering(refusal("404 Not Found")));

        // Then
        assertThat(ask("GET /version"))
                .startsWith("HTTP/1.1 503 ")
                .contains("retry-after: 7")
                .doesNotContain("0.9.1");
    }

    private static String refusal(String status) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n"
                + "Connection: close\r\n\r\n{}";
    }

    private static String json(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    private static String ask(String line) throws IOException {
        try (Wire caller = Wire.to(PROXY.address().getPort())) {
            caller.say(line + " HTTP/1.1\r\nHost: a\r\nx-api-key: k\r\n\r\n");
            return caller.message();
        }
    }
}
