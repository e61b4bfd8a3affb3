package dev.postern.client.wire;

import dev.postern.client.error.PosternException;
import dev.postern.client.error.Problem;
import dev.postern.client.json.Json;
import dev.postern.client.json.JsonObject;
import dev.postern.client.json.NotJson;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call.
 *
 * @param status the HTTP status
 * @param headers of the answer
 * @param text its body
 */
public record Answer(int status, HttpHeaders headers, String text) {

    /** The first value of a header; null where there is none. */
    public @Nullable String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** This answer where it is a good one. */
    public Answer checked() {
        if (status >= 200 && status < 300) {
            return this;
        }
        throw problem();
    }

    /** The problem that it tells. */
    public Problem problem() {
        return status >= 300 && status < 400
                ? Problem.ofRedirect(status, header("location"))
                : Problem.of(status, text, header("retry-after"));
    }

    /** Its body; null for an empty one. */
    public @Nullable Object json() {
        try {
            return text.isEmpty() ? null : Json.read(text);
        } catch (NotJson e) {
            throw new PosternException("The server's answer is no JSON. Is this the address of a Postern?", e);
        }
    }

    /** Its body as an object; an empty one where it is something else. */
    public JsonObject object() {
        return JsonObject.of(json());
    }

    /** The status alone: bodies hold codes. */
    @Override
    public String toString() {
        return "Answer " + status;
    }
}
