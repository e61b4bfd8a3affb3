package dev.postern.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
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
    @ValueSource(strings = {"/console/sign-in", "/api"})
    void asksOnlyForWhatItServesItself(String page) throws Exception {
        // Given
        Matcher addresses = ADDRESS.matcher(get(page).body());

        // When
        int count = 0;
        while (addresses.find()) {
            count++;

            // Then
            assertThat(addresses.group(1)).matches("#main|/console/.*|/api|/openapi\\.yaml");
            assertThat(get(addresses.group(1).replace("#main", "/console/sign-in"))
                            .statusCode())
                    .as(addresses.group(1))
                    .isIn(200, 303);
        }
        assertThat(count).isPositive();
    }

    @Test
    void givesStrangersThePageToSignInOnAndNoOther() throws Exception {
        // When
        HttpResponse<String> root = get("/");
        HttpResponse<String> page = get("/console/settings/api-keys?a=b");
        HttpResponse<String> signIn = get("/console/sign-in");

        // Then
        assertThat(root.headers().firstValue("location")).hasValue("/console/");
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("location"))
                .hasValue("/console/sign-in?next=%2Fconsole%2Fsettings%2Fapi-keys%3Fa%3Db");
        assertThat(signIn.statusCode()).isEqualTo(200);
        assertThat(signIn.body())
                .contains("<html lang=\"en\">", "name=\"viewport\"")
                .containsOnlyOnce("<h1>")
                .doesNotContain("<script>", "style=", "onclick");
        assertThat(signIn.headers().map())
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("x-frame-options", List.of("DENY"));
        assertThat(signIn.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe", "*", "http:");
    }

    @ParameterizedTest
    @CsvSource({
        "HX-Request, https://elsewhere.example/console/codes?state=expired, %2Fconsole%2Fcodes%3Fstate%3Dexpired",
        "X-CSRF, http://127.0.0.1/console/import, %2Fconsole%2Fimport",
        "HX-Request, no address at all, ''"
    })
    void tellsAScriptWhereToSignInAndHowToComeBack(String header, String page, String next) throws Exception {
        // When
        HttpResponse<String> answer = send(HttpRequest.newBuilder(gateway.resolve("/console/waiting/watch"))
                .headers(header, "true", "HX-Current-URL", page)
                .build());

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("hx-redirect"))
                .hasValue("/console/sign-in?ended=time" + (next.isEmpty() ? "" : "&next=" + next));
    }

    @Test
    void takesAFormOnlyFromAPageOfItsOwn() throws Exception {
        assertThat(post("api_key=pk_a").statusCode()).isEqualTo(403);
        assertThat(post("api_key=pk_a", "Origin", "https://elsewhere.example").statusCode())
                .isEqualTo(403);
        assertThat(post("api_key=pk_a", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(post("a=b&".repeat(100_000), "Sec-Fetch-Site", "same-origin").statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "/console/credentials/qr-codes, same-origin, 303",
        "/console/credentials/qr-codes, cross-site, 403",
        "/console/sign-out, same-origin, 303",
        "/console/settings/api-keys, same-origin, 303",
        "/console/settings/key-rotations, same-origin, 303",
        "/console/settings/key-rotations, cross-site, 403",
        "/console/sign-in, cross-site, 403"
    })
    void readsNothingOfWhatAStrangerPosts(String path, String site, int status) throws Exception {
        // Given
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(60_000);

            // When: the body never comes.
            String head = "POST " + path + " HTTP/1.1\r\nHost: " + gateway.getAuthority() + "\r\nSec-Fetch-Site: "
                    + site + "\r\nContent-Length: 10000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            // Then
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 " + status);
        }
    }

    @Test
    void saysThatAServiceIsAwayAndSignsNobodyIn() throws Exception {
        // When: nothing answers at the address of the API here.
        HttpResponse<String> answer = post("api_key=pk_a&next=//elsewhere.example", "Sec-Fetch-Site", "same-origin");

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("did not answer").doesNotContain("pk_a", "elsewhere");
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }

    private HttpResponse<String> post(String form, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve("/console/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
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
