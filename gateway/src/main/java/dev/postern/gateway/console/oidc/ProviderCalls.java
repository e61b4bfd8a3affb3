package dev.postern.gateway.console.oidc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Calls a provider, for ten seconds at most, however slowly it answers. Each answer is a JSON object of bounded size, and no redirect is
 * followed.
 */
final class ProviderCalls {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 512 * 1024;
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(LONGEST)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Duration longest;

    ProviderCalls() {
        this(LONGEST);
    }

    /** @param longest for a whole call */
    ProviderCalls(Duration longest) {
        this.longest = longest;
    }

    /**
     * What the provider answered.
     *
     * @param status of HTTP
     * @param json the body; empty when it is no JSON object
     */
    record Answer(int status, JsonObject json) {
        boolean isOk() {
            return status == OK && !json.isEmpty();
        }

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    Answer get(URI uri, Map<String, String> headers) throws IOException {
        return send(uri, headers, builder -> builder.GET());
    }

    Answer post(URI uri, Map<String, String> headers, Map<String, String> form) throws IOException {
        return send(
                uri,
                headers,
                builder -> builder.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form))));
    }

    /** Fields as a form or a query has them. */
    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private interface Kind {
        HttpRequest.Builder of(HttpRequest.Builder builder);
    }

    private Answer send(URI uri, Map<String, String> headers, Kind kind) throws IOException {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(uri).timeout(longest).header("Accept", "application/json");
        headers.forEach(builder::header);
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            HttpResponse<InputStream> response = http.send(kind.of(builder).build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Answer(response.statusCode(), json(read(body, deadline)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The client's own limit ends with the headers of an answer. */
    private static byte[] read(InputStream body, long deadline) throws IOException {
        long left = Math.max(0, deadline - System.nanoTime());
        CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS).execute(() -> cut(body));
        byte[] read = body.readNBytes(MOST_BYTES);
        if (System.nanoTime() - deadline >= 0) {
            throw new HttpTimeoutException("The answer did not end in time");
        }
        return read;
    }

    private static void cut(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // Whoever reads is told.
        }
    }

    private static JsonObject json(byte[] body) {
        try {
            return new JsonObject(Buffer.buffer(body));
        } catch (DecodeException | ClassCastException e) {
            return new JsonObject();
        }
    }
}
