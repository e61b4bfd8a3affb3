package dev.postern.gateway.console.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The public API, called with one key. Each call blocks until the answer is there, ten seconds at most beyond what it is held for, so
 * it belongs on a virtual thread. Nothing is thrown for what the API or the network may do: it is in the answer.
 */
public final class Api {
    private static final String JSON = "application/json";

    private final ApiCalls calls;
    private final String base;
    private final String key;

    Api(ApiCalls calls, String base, String key) {
        this.calls = calls;
        this.base = base;
        this.key = key;
    }

    /** An object. An answer without a body is an empty one. */
    public Answer<JsonObject> get(String path) {
        return call("GET", path, null);
    }

    /** An object, whose answer the API may hold for so long ({@code Prefer: wait}, RFC 7240). */
    public Answer<JsonObject> get(String path, Duration hold) {
        return calls.send("GET", base + path, key, hold).map(ApiAnswers::object);
    }

    /** The elements of an answer that is a list. */
    public Answer<List<JsonObject>> list(String path) {
        return calls.send("GET", base + path, key, JSON, null).map(ApiAnswers::elements);
    }

    /** The elements of a list that is a member of the answer. */
    public Answer<List<JsonObject>> list(String path, String member) {
        return get(path).map(answer -> ApiAnswers.elements(answer, member));
    }

    public Answer<JsonObject> post(String path, JsonObject body) {
        return call("POST", path, body);
    }

    public Answer<JsonObject> post(String path) {
        return call("POST", path, null);
    }

    public Answer<JsonObject> patch(String path, JsonObject body) {
        return call("PATCH", path, body);
    }

    public Answer<JsonObject> put(String path, JsonObject body) {
        return call("PUT", path, body);
    }

    public Answer<JsonObject> delete(String path) {
        return call("DELETE", path, null);
    }

    /** Posts bytes of another type than JSON, such as a picture. */
    public Answer<JsonObject> postBytes(String path, String contentType, Buffer bytes) {
        return calls.send("POST", base + path, key, contentType, bytes).map(ApiAnswers::object);
    }

    private Answer<JsonObject> call(String method, String path, @Nullable JsonObject body) {
        return calls.send(method, base + path, key, JSON, body == null ? null : body.toBuffer())
                .map(ApiAnswers::object);
    }

    /** A text as one step of a path. */
    public static String step(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A path with a query; parameters with an empty value are left out. */
    public static String query(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isBlank())
                .map(parameter -> parameter.getKey() + "=" + step(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }
}
