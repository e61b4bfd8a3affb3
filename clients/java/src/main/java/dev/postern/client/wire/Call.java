package dev.postern.client.wire;

import dev.postern.client.json.Json;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call.
 *
 * @param method such as {@code GET}
 * @param path below the server's address, with its query
 * @param body null for none
 * @param headers beside the key and {@code Accept}
 * @param patience after how long without an answer the call counts as lost
 */
public record Call(
        String method, String path, @Nullable BodyPublisher body, Map<String, String> headers, Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** One without a body. */
    public static Call of(String method, String path) {
        return new Call(method, path, null, Map.of(), PATIENCE);
    }

    /** One whose body is JSON. */
    public static Call of(String method, String path, Map<String, ?> body) {
        return of(method, path).withBody(Json.write(body).getBytes(StandardCharsets.UTF_8), "application/json");
    }

    public Call withBody(byte[] bytes, String mediaType) {
        return new Call(method, path, BodyPublishers.ofByteArray(bytes), headers, patience)
                .withHeader("content-type", mediaType);
    }

    public Call withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, path, body, Map.copyOf(more), patience);
    }

    public Call withPatience(Duration longest) {
        return new Call(method, path, body, headers, longest);
    }

    /** Without body, headers and query: they may hold secrets and addresses. */
    @Override
    public String toString() {
        return method + " " + path.replaceAll("\\?.*", "");
    }
}
