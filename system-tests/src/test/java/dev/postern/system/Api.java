package dev.postern.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A caller of the API, as any HTTP client would be.
 *
 * @param base the base URL
 * @param key the API key; null for a caller without one
 */
public record Api(URI base, @Nullable String key) {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer: status, headers and text. */
    public record Answer(int status, java.net.http.HttpHeaders headers, String text) {

        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new AssertionError("No JSON in an answer of status " + status, e);
            }
        }

        public @Nullable String header(String name) {
            return headers.firstValue(name).orElse(null);
        }
    }

    public Api at(URI otherBase) {
        return new Api(otherBase, key);
    }

    public Api as(@Nullable String otherKey) {
        return new Api(base, otherKey);
    }

    public Answer get(String path, String... headers) {
        return send(request("GET", path, null, headers));
    }

    public Answer post(String path, @Nullable String body, String... headers) {
        return send(request("POST", path, body, headers));
    }

    public Answer delete(String path) {
        return send(request("DELETE", path, null));
    }

    public Answer call(String method, String path, @Nullable String body, String... headers) {
        return send(request(method, path, body, headers));
    }

    public CompletableFuture<Answer> postLater(String path, @Nullable String body, String... headers) {
        return HTTP.sendAsync(request("POST", path, body, headers), HttpResponse.BodyHandlers.ofString())
                .thenApply(Api::answer);
    }

    /** A post of another type than JSON. */
    public Answer postAs(String contentType, String path, String body, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request("POST", path, body, headers), (name, value) -> true);
        return send(builder.setHeader("content-type", contentType).build());
    }

    private HttpRequest request(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(70))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            builder.header("x-api-key", key);
        }
        if (body != null) {
            builder.header("content-type", "application/json");
        }
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return builder.build();
    }

    private static Answer send(HttpRequest request) {
        try {
            return answer(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError(
                    "No answer to " + request.method() + " " + request.uri().getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }
}
