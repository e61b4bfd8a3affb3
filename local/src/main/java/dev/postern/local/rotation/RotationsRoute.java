package dev.postern.local.rotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The route {@code /v1/key-rotations} of a running Postern. */
final class RotationsRoute implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String url;
    private final String operatorKey;

    RotationsRoute(String url, String operatorKey) {
        this.url = url.replaceAll("/+$", "") + "/v1/key-rotations";
        this.operatorKey = operatorKey;
    }

    /** The rotation of the kind that goes on. */
    Optional<JsonNode> unfinished(String kind) throws InterruptedException {
        JsonNode all = ask("?page_size=100", null);
        return StreamSupport.stream(all.spliterator(), false)
                .filter(rotation -> rotation.path("kind").asText().equals(kind)
                        && rotation.path("finished_at").isNull())
                .findFirst();
    }

    /** Begins one. */
    JsonNode begin(String kind, @Nullable String organizationId) throws InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("kind", kind);
        if (organizationId != null) {
            body.put("organization_id", organizationId);
        }
        return ask("", body);
    }

    /** A rotation as it is now. */
    JsonNode get(String rotationId) throws InterruptedException {
        return ask("/" + rotationId, null);
    }

    private JsonNode ask(String behind, @Nullable JsonNode body) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + behind))
                    .timeout(TIMEOUT)
                    .header("x-api-key", operatorKey);
            if (body != null) {
                request.header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
            }
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            JsonNode answer = read(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new VerbFailed("Postern refused with status " + response.statusCode() + ": "
                        + answer.path("detail").asText("no reason given").replaceAll("[.\\s]+$", "") + ".");
            }
            return answer;
        } catch (IllegalArgumentException e) {
            throw new VerbFailed(
                    "POSTERN_URL or POSTERN_API_KEY cannot be used: it is not a web address, or the key holds a"
                            + " character that no header takes.");
        } catch (IOException e) {
            throw new VerbFailed("Postern does not answer at POSTERN_URL. Is it running (./postern up)?");
        }
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // A proxy's page; the status says enough.
            return JSON.createObjectNode();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
