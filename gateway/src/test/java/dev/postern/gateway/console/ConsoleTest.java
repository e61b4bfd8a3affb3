package dev.postern.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ConsoleTest {
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    @TestHTTPResource
    URI gateway;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/|text/html; charset=utf-8",
                "/?from=bookmark|text/html; charset=utf-8",
                "/console/style.css|text/css; charset=utf-8",
                "/console/icon.svg|image/svg+xml",
                "/console/api.js|text/javascript; charset=utf-8",
                "/console/swagger-ui-bundle.js|text/javascript; charset=utf-8",
                "/console/swagger-ui.css|text/css; charset=utf-8",
                "/openapi.yaml|application/yaml"
            })
    void servesItsFilesWithHeadersThatLetNothingElseIn(String path, String type) throws Exception {
        // When
        HttpResponse<String> response = get(path);

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isNotEmpty();
        assertThat(response.headers().map())
                .containsEntry("content-type", List.of(type))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("referrer-policy", List.of("no-referrer"));
        assertThat(response.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'; ")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
                .doesNotContain("unsafe", "script-src", "*");
    }

    @Test
    void letsThePageToTryTheApiRunItsOwnScriptAndNoOther() throws Exception {
        // When
        HttpResponse<String> page = get("/api");

        // Then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; ")
                .contains("connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
                .doesNotContain("script-src 'self' 'unsafe", "unsafe-eval", "http:", "*");
        assertThat(page.body()).doesNotContain("<script>", "style=", "onclick");
    }

    @Test
    void servesTheDocumentThatIsCommitted() throws Exception {
        assertThat(get("/openapi.yaml").body()).isEqualTo(Files.readString(Path.of("openapi.yaml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api"})
    void asksOnlyForWhatItServesItself(String page) throws Exception {
        // Given
        Matcher addresses = ADDRESS.matcher(get(page).body());

        // When
        int count = 0;
        while (addresses.find()) {
            count++;

            // Then
            assertThat(addresses.group(1)).matches("/console/.*|/api|/openapi\\.yaml");
            assertThat(get(addresses.group(1)).statusCode())
                    .as(addresses.group(1))
                    .isEqualTo(200);
        }
        assertThat(count).isPositive();
    }

    @Test
    void saysWhatItIsInALanguageAndUnderOneHeading() throws Exception {
        assertThat(get("/").body())
                .contains("<html lang=\"en\">", "<title>Postern</title>", "name=\"viewport\"")
                .containsOnlyOnce("<h1>")
                .doesNotContain("<script", "style=", "onclick");
    }

    @Test
    void answersHeadWithoutABodyAndTakesNothing() throws Exception {
        // When
        HttpResponse<String> head =
                send(HttpRequest.newBuilder(gateway.resolve("/")).HEAD().build());
        HttpResponse<String> post = send(HttpRequest.newBuilder(gateway.resolve("/"))
                .POST(BodyPublishers.ofString("a=b"))
                .build());

        // Then
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("content-length").orElseThrow())
                .isPositive();
        assertThat(post.statusCode()).isEqualTo(404);
        assertThat(post.headers().firstValue("content-security-policy")).isEmpty();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(gateway.resolve(path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
