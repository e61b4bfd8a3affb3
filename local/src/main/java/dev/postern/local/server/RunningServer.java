package dev.postern.local.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Postern that runs here or elsewhere, as one API key sees it. What it refuses, and that it is away, is a {@link VerbFailed}. */
public final class RunningServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    // The longest answers, such as that of a verification of the audit or a page of long mails, take 20 seconds by
    // themselves.
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String url;
    private final String apiKey;

    /**
     * Asks nothing yet.
     *
     * @param url where it is; a slash at its end changes nothing
     * @throws VerbFailed when the url is no web address, or has a password in it
     */
    public RunningServer(String url, String apiKey) {
        this.url = url.replaceAll("/+$", "");
        this.apiKey = apiKey;
        if (!isWebAddress(this.url)) {
            throw new VerbFailed("POSTERN_URL cannot be used: it is not a web address, or has a password in it.");
        }
    }

    private static boolean isWebAddress(String url) {
        try {
            URI address = URI.create(url);
            return address.getHost() != null && address.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The value of a variable of the environment, without blanks around it.
     *
     * @throws VerbFailed when it is not set, or blank
     */
    public static String setting(Map<String, String> environment, String variable) {
        @Nullable String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            throw new VerbFailed(variable + " is not set.");
        }
        return value.strip();
    }

    /** The answer to a GET. */
    public JsonNode get(String path) throws InterruptedException {
        return ask(path, null);
    }

    /** The answer to a POST. */
    public JsonNode post(String path, JsonNode body) throws InterruptedException {
        return ask(path, body);
    }

    private JsonNode ask(String path, @Nullable JsonNode body) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(TIMEOUT)
                    .header("x-api-key", apiKey);
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
                    "POSTERN_URL or POSTERN_API_KEY cannot be used: the address is not one of the web, or the key"
                            + " holds a character that no header takes.");
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
