package dev.postern.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.gateway.origin.AllowedOrigins;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/operations.md, "Web pages that call the API". */
class AllowedOriginsTest {
    @RegisterExtension
    static final RunningProxy ALLOWING = new RunningProxy(Map.of(
            "postern.gateway.allowed-origins",
            "https://app.example.com, http://localhost:3000,https://[2001:db8::1]:8443"));

    @RegisterExtension
    static final RunningProxy CLOSED = new RunningProxy();

    @BeforeEach
    void listen() {
        for (RunningProxy proxy : List.of(ALLOWING, CLOSED)) {
            proxy.origins().totpResolver.plays(Origin.answering(Origin.OK));
            proxy.origins().credential.plays(Origin.answering(Origin.OK));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "https://app.example.com:443",
                "HTTPS://App.Example.COM",
                "http://localhost:3000",
                "https://[2001:db8::1]:8443"
            })
    void letAnAllowedPageReadTheAnswer(String origin) throws IOException {
        // When
        String answer = ask(ALLOWING, "GET", "/v1/codes", "Origin: " + origin);

        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Access-Control-Allow-Origin: " + origin + "\r\n")
                .contains("Access-Control-Expose-Headers: Location, Preference-Applied, Retry-After\r\n")
                .containsIgnoringCase("vary: Origin\r\n")
                .doesNotContainIgnoringCase("Access-Control-Allow-Credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "*",
                "http://app.example.com",
                "https://app.example.com:8443",
                "https://app.example.com.evil.example",
                "https://evil.app.example.com",
                "https://example.com",
                "https://app.example.com@evil.example",
                "https://app.example.com/",
                "https://app.example.com\r\nOrigin: https://app.example.com",
                "http://localhost",
                "http://localhost:30000",
                "http://127.0.0.1:3000",
                "file://app.example.com"
            })
    void tellNothingToAnyOtherPage(String origin) throws IOException {
        // When
        String answer = ask(ALLOWING, "GET", "/v1/codes", "Origin: " + origin);
        String preflight =
                ask(ALLOWING, "OPTIONS", "/v1/codes", "Origin: " + origin + "\r\nAccess-Control-Request-Method: GET");

        // Then
        assertThat(answer + preflight).doesNotContainIgnoringCase("Access-Control-Allow");
        assertThat(answer).containsIgnoringCase("vary: Origin\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, x-api-key",
        "POST, 'content-type,x-api-key,x-fern-sdk-name'",
        "PUT, x-api-key",
        "PATCH, 'x-api-key, prefer'",
        "DELETE, 'idempotency-key,x-api-key'"
    })
    void answerThePreflightOfAnAllowedPage(String method, String headers) throws IOException {
        // When
        String answer = ask(
                ALLOWING,
                "OPTIONS",
                "/v1/code-requests/cr_1",
                "Origin: https://app.example.com\r\nAccess-Control-Request-Method: " + method
                        + "\r\nAccess-Control-Request-Headers: " + headers);

        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 204")
                .contains("Access-Control-Allow-Origin: https://app.example.com\r\n")
                .contains("Access-Control-Allow-Headers: " + headers + "\r\n");
        assertThat(answer.lines().filter(line -> line.startsWith("Access-Control-Allow-Methods:")))
                .singleElement()
                .asString()
                .contains(method);
    }

    @Test
    void answerAPreflightWithoutReadableHeadersByTheUsualOnes() throws IOException {
        // When
        String answer = ask(
                ALLOWING,
                "OPTIONS",
                "/v1/codes",
                "Origin: https://app.example.com\r\nAccess-Control-Request-Method: GET"
                        + "\r\nAccess-Control-Request-Headers: a b; <c>");

        // Then
        assertThat(answer).contains("x-api-key").doesNotContain("<c>");
    }

    @Test
    void letAnAllowedPageReadWhyItWasRefused() throws IOException {
        assertThat(ask(ALLOWING, "GET", "/v1/nothing-here", "Origin: https://app.example.com"))
                .startsWith("HTTP/1.1 404")
                .contains("Access-Control-Allow-Origin: https://app.example.com\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console", "/webhooks/twilio/ct_1", "/v1"})
    void areForTheApiAlone(String path) throws IOException {
        assertThat(ask(ALLOWING, "GET", path, "Origin: https://app.example.com"))
                .doesNotContainIgnoringCase("Access-Control-Allow");
    }

    @Test
    void areNoneUnlessTheyAreNamed() throws IOException {
        assertThat(ask(CLOSED, "GET", "/v1/codes", "Origin: https://app.example.com"))
                .startsWith("HTTP/1.1 200")
                .doesNotContainIgnoringCase("Access-Control-Allow")
                .doesNotContainIgnoringCase("vary:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "app.example.com",
                "https://*.example.com",
                "https://app.example.com/x",
                "ftp://a.example"
            })
    void mustBeOrigins(String text) {
        assertThatThrownBy(() -> AllowedOrigins.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("POSTERN_GATEWAY_ALLOWED_ORIGINS");
    }

    private static String ask(RunningProxy proxy, String method, String path, String headers) throws IOException {
        try (Wire caller = Wire.to(proxy.address().getPort())) {
            caller.say(method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n");
            return caller.message();
        }
    }
}
