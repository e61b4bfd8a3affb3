package dev.postern.credential.apikey;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./postern key SCOPE…}: asks a running Postern for another key and prints it alone on standard output. Uses
 * nothing but the JDK, so that it starts at once with this jar alone on the class path; hence its own few lines of JSON.
 */
public final class CreateKey {
    /** Every scope a key of an organisation can have. */
    static final List<String> SCOPES = List.of(
            "codes:push",
            "codes:read",
            "codes:request",
            "credentials:read",
            "credentials:write",
            "credentials:reveal",
            "admin");

    private static final Pattern KEY = Pattern.compile("\"key\"\\s*:\\s*\"(pk_[A-Za-z0-9_-]+)\"");
    private static final Pattern DETAIL = Pattern.compile("\"detail\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private CreateKey() {}

    /** Ends the process: 0 with the key on standard output, or 1 with a sentence on standard error. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            out.println(create(arguments, environment));
            return 0;
        } catch (NoKey e) {
            err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("Interrupted.");
            return 1;
        }
    }

    private static String create(String[] arguments, Map<String, String> environment)
            throws NoKey, InterruptedException {
        List<String> scopes = new ArrayList<>();
        String name = "made by ./postern key";
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--name")) {
                i++;
                if (i == arguments.length) {
                    throw new NoKey("--name needs a name after it.");
                }
                name = arguments[i];
            } else {
                scopes.add(arguments[i]);
            }
        }
        if (scopes.isEmpty()) {
            throw new NoKey("Say what the key may do, with one or more of: " + String.join(" ", SCOPES));
        }
        String url = setting(environment, "POSTERN_URL");
        String apiKey = setting(environment, "POSTERN_API_KEY");
        return keyIn(post(url, apiKey, body(name, scopes)));
    }

    private static HttpResponse<String> post(String url, String apiKey, String body)
            throws NoKey, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url.replaceAll("/+$", "") + "/v1/api-keys"))
                    .timeout(TIMEOUT)
                    .header("x-api-key", apiKey)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new NoKey("POSTERN_URL or POSTERN_API_KEY cannot be used: " + url + " is not a web address, or the"
                    + " key holds a character that no header takes.");
        } catch (IOException e) {
            throw new NoKey("Postern does not answer at " + url + ". Is it running (./postern up)?");
        }
    }

    private static String keyIn(HttpResponse<String> response) throws NoKey {
        Matcher key = KEY.matcher(response.body());
        if (response.statusCode() == 201 && key.find()) {
            return key.group(1);
        }
        Matcher detail = DETAIL.matcher(response.body());
        String reason = detail.find() ? detail.group(1) : "no reason given";
        String hint = response.statusCode() == 422 ? " Scopes are: " + String.join(" ", SCOPES) : "";
        throw new NoKey("Postern refused with status " + response.statusCode() + ": " + reason + "." + hint);
    }

    private static String setting(Map<String, String> environment, String name) throws NoKey {
        @Nullable String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new NoKey(name + " is not set. Try: eval \"$(./postern env)\"");
        }
        return value.strip();
    }

    private static String body(String name, List<String> scopes) {
        return "{\"name\":" + quoted(name) + ",\"scopes\":"
                + scopes.stream().map(CreateKey::quoted).collect(Collectors.joining(",", "[", "]")) + "}";
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append("\\u").append("%04x".formatted((int) character));
            } else {
                json.append(character);
            }
        }
        return json.append('"').toString();
    }

    private static final class NoKey extends Exception {
        private static final long serialVersionUID = 1L;

        NoKey(String message) {
            super(message);
        }
    }
}
