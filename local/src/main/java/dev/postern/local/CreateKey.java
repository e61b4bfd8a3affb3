package dev.postern.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.local.verb.Verb;
import dev.postern.local.verb.VerbFailed;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./postern key SCOPE…}: asks a running Postern for another API key and prints it alone on standard output. */
@Command(
        name = "./postern key",
        description = "Makes another API key and prints it.",
        sortOptions = false,
        footer = {"", "Example: ./postern key codes:push codes:read --name my-phone"})
public final class CreateKey implements Callable<Integer> {
    /** Every scope a key of an organisation can have. */
    public static final List<String> SCOPES = List.of(
            "codes:push",
            "codes:read",
            "codes:request",
            "codes:redeem",
            "credentials:read",
            "credentials:write",
            "credentials:reveal",
            "admin");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Map<String, String> environment;
    private final PrintStream out;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCOPE",
            description = "what the key may do: codes:push, codes:read, codes:request, codes:redeem,"
                    + " credentials:read, credentials:write, credentials:reveal or admin")
    private List<String> scopes = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "its name in lists")
    private String name = "made by ./postern key";

    CreateKey(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Ends the process: 0 with the key on standard output, or 1 with a sentence on standard error. */
    public static void main(String[] arguments) {
        System.exit(Verb.run(new CreateKey(System.getenv(), System.out), arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (scopes.isEmpty()) {
            throw new VerbFailed("Say what the key may do, with one or more of: " + String.join(" ", SCOPES));
        }
        out.println(keyIn(post(setting("POSTERN_URL"), setting("POSTERN_API_KEY"))));
        return 0;
    }

    private HttpResponse<String> post(String url, String apiKey) throws InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url.replaceAll("/+$", "") + "/v1/api-keys"))
                    .timeout(TIMEOUT)
                    .header("x-api-key", apiKey)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body(), StandardCharsets.UTF_8))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new VerbFailed("POSTERN_URL or POSTERN_API_KEY cannot be used: " + url + " is not a web address, or"
                    + " the key holds a character that no header takes.");
        } catch (IOException e) {
            throw new VerbFailed("Postern does not answer at " + url + ". Is it running (./postern up)?");
        }
    }

    private String body() {
        ObjectNode body = JSON.createObjectNode().put("name", name);
        ArrayNode array = body.putArray("scopes");
        scopes.forEach(array::add);
        return body.toString();
    }

    private static String keyIn(HttpResponse<String> response) {
        JsonNode body = json(response.body());
        String key = body.path("key").textValue();
        if (response.statusCode() == 201 && key != null) {
            return key;
        }
        String hint = response.statusCode() == 422 ? " Scopes are: " + String.join(" ", SCOPES) : "";
        throw new VerbFailed("Postern refused with status " + response.statusCode() + ": "
                + body.path("detail").asText("no reason given") + "." + hint);
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private String setting(String variable) {
        @Nullable String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            throw new VerbFailed(variable + " is not set. Try: eval \"$(./postern env)\"");
        }
        return value.strip();
    }
}
