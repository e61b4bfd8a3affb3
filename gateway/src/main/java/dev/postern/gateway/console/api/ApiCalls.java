package dev.postern.gateway.console.api;

import dev.postern.gateway.settings.ConsoleSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls the API at the gateway's own address, so that the console's calls go the way of all others. */
@Singleton
public final class ApiCalls {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final Trouble NO_ANSWER = Trouble.away("Postern's API did not answer. Try again.");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final Optional<URI> apiUrl;

    ApiCalls(ConsoleSettings settings) {
        this.apiUrl = settings.apiUrl();
    }

    /**
     * The API, called with a key.
     *
     * @param reached where the request arrived for which this is: the API has the same address and port, unless a setting names another
     */
    public Api as(String key, SocketAddress reached) {
        String base = apiUrl.map(URI::toString).orElseGet(() -> base(reached));
        return new Api(this, base.endsWith("/") ? base.substring(0, base.length() - 1) : base, key);
    }

    private static String base(SocketAddress reached) {
        String host = reached.hostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + reached.port();
    }

    Answer<Object> send(String method, String url, String key, String contentType, @Nullable Buffer body) {
        return send(() -> {
            HttpRequest.Builder builder = request(method, url, key, body);
            return body == null ? builder : builder.header("content-type", contentType);
        });
    }

    Answer<Object> send(String method, String url, String key, Duration hold) {
        return send(() -> request(method, url, key, null)
                .timeout(LONGEST.plus(hold))
                .header("prefer", "wait=" + hold.toSeconds()));
    }

    private Answer<Object> send(Supplier<HttpRequest.Builder> making) {
        HttpRequest request;
        try {
            request = making.get().build();
        } catch (IllegalArgumentException e) {
            return Answer.failed(ApiAnswers.trouble(403, Buffer.buffer()));
        }
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                return answer(response.statusCode(), Buffer.buffer(in.readNBytes(MOST_BYTES)));
            }
        } catch (IOException e) {
            return Answer.failed(NO_ANSWER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.failed(NO_ANSWER);
        }
    }

    private static HttpRequest.Builder request(String method, String url, String key, @Nullable Buffer body) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(LONGEST)
                // A key with characters that no header may have opens nothing.
                .header("x-api-key", key)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body.getBytes()));
    }

    private static Answer<Object> answer(int status, Buffer body) {
        if (status >= 300) {
            return Answer.failed(ApiAnswers.trouble(status, body));
        }
        Object json = ApiAnswers.json(body);
        return json == null ? Answer.failed(NO_ANSWER) : Answer.given(json);
    }
}
