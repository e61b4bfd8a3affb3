package dev.postern.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/ /",
                "/? /",
                "/v1/codes /v1/codes",
                "/v1/codes/ /v1/codes/",
                "/v1/codes? /v1/codes",
                "/v1/codes?a=1&a=2&&b /v1/codes",
                "/v1/codes?next=/a//b/../c\\d%2e%2F /v1/codes",
                "/v1/codes?x=%FF%fe%zz /v1/codes",
                "/v1/codes?a?b /v1/codes",
                "/v1/a%20b%C3%A9%ff /v1/a%20b%C3%A9%ff",
                "/v1/a.b /v1/a.b",
                "/v1/.hidden /v1/.hidden",
                "/v1/trailing. /v1/trailing.",
                "/v1/... /v1/...",
                "/v1/a..b /v1/a..b",
                "/v1/a%2eb /v1/a%2eb",
                "/v1/%2e%2e%2e /v1/%2e%2e%2e",
                "/v1/%252e%252e/a /v1/%252e%252e/a",
                "/v1/a;b=c /v1/a;b=c",
                "/v1/+15551234567 /v1/+15551234567",
                "/v1/user@example.com /v1/user@example.com"
            })
    void takesAPlainPathAsItIs(String raw, String path) {
        // When
        RequestTarget target = RequestTarget.of(raw);

        // Then
        assertThat(target.raw()).isEqualTo(raw);
        assertThat(target.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.",
                "/..",
                "/./",
                "/../",
                "/v1/.",
                "/v1/..",
                "/v1/./codes",
                "/v1/../q/health",
                "/v1/codes/../../q/health?x",
                "/v1/codes/..?x",
                "/v1/%2e%2e/q",
                "/v1/%2E%2e/q",
                "/v1/.%2e/q",
                "/v1/%2e./q",
                "/v1/%2e",
                "/v1/%2E/codes",
                "/v1/..;/q",
                "/v1/..;a=b/q",
                "/v1/.;/q",
                "/v1/%2e%2e;a/q",
                "/v1/..%3Ba/q",
                "/v1/..%3ba"
            })
    void refusesDotSegmentsHoweverTheyAreWritten(String raw) {
        assertThatThrownBy(() -> RequestTarget.of(raw))
                .isInstanceOf(RequestTarget.Refused.class)
                .hasMessage("The path has a dot segment.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1%2fcodes",
                "/v1%2Fcodes",
                "/v1/..%2fq",
                "/v1\\codes",
                "/v1/..\\q",
                "/v1%5ccodes",
                "/v1%5Ccodes"
            })
    void refusesWhatSomeServersTakeForASlash(String raw) {
        assertThatThrownBy(() -> RequestTarget.of(raw))
                .isInstanceOf(RequestTarget.Refused.class)
                .hasMessage("The path has a backslash or an encoded slash.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "//v1/codes", "/v1//codes", "/v1/codes//", "//example.com/v1/codes", "/v1//../q"})
    void refusesEmptySegments(String raw) {
        assertThatThrownBy(() -> RequestTarget.of(raw))
                .isInstanceOf(RequestTarget.Refused.class)
                .hasMessage("The path has an empty segment.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "v1/codes", "?a", "http://example.com/v1/codes", "example.com:443", "\\v1\\codes"})
    void refusesWhatIsNotAnAbsolutePath(String raw) {
        assertThatThrownBy(() -> RequestTarget.of(raw))
                .isInstanceOf(RequestTarget.Refused.class)
                .hasMessage("The request target must be an absolute path.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/codes#a",
                "/v1/codes?a#b",
                "/v1/co des",
                "/v1/codes?a b",
                "/v1/codes\t",
                "/v1/codes\n",
                "/v1/\0",
                "/v1/\u007f",
                "/v1/\u00c3\u00a9",
                "/v1/codes?\u00ff"
            })
    void refusesCharactersThatMustBeEncoded(String raw) {
        assertThatThrownBy(() -> RequestTarget.of(raw))
                .isInstanceOf(RequestTarget.Refused.class)
                .hasMessage("The request target has a character that must be percent-encoded.");
    }
}
