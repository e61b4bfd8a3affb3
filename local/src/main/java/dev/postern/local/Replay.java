package dev.postern.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./postern replay [--apply]}: asks a running Postern to read its open messages with the extractor it has now, and prints
 * what is found differently. Without {@code --apply} nothing changes. Codes are printed masked.
 */
public final class Replay {
    private static final ObjectMapper JSON = new ObjectMapper();
    // A page of long mails takes a while.
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI route;
    private final String apiKey;
    private final boolean apply;
    private final PrintStream out;
    private int read;
    private int unreadable;
    private int found;
    private int applied;
    private int answered;

    private Replay(URI route, String apiKey, boolean apply, PrintStream out) {
        this.route = route;
        this.apiKey = apiKey;
        this.apply = apply;
        this.out = out;
    }

    /** Ends the process: 0 with the difference on standard output, or 1 with a sentence on standard error. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            boolean apply = List.of(arguments).equals(List.of("--apply"));
            if (!apply && arguments.length > 0) {
                throw new NoReplay("Usage: ./postern replay [--apply]");
            }
            String url = setting(environment, "POSTERN_URL");
            new Replay(route(url), setting(environment, "POSTERN_API_KEY"), apply, out).allPages();
            return 0;
        } catch (NoReplay e) {
            err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("Interrupted.");
            return 1;
        }
    }

    private void allPages() throws NoReplay, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            String cursor = null;
            do {
                JsonNode page = page(client, cursor);
                read += page.path("read").asInt();
                unreadable += page.path("unreadable").asInt();
                page.path("changes").forEach(this::print);
                cursor = page.path("next_cursor").textValue();
            } while (cursor != null);
        }
        sum();
    }

    private JsonNode page(HttpClient client, @Nullable String cursor) throws NoReplay, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("dry_run", !apply);
        if (cursor != null) {
            body.put("cursor", cursor);
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(route)
                    .timeout(TIMEOUT)
                    .header("x-api-key", apiKey)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                    .build();
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            JsonNode answer = read(response.body());
            if (response.statusCode() != 200) {
                throw new NoReplay("Postern refused with status " + response.statusCode() + ": "
                        + answer.path("detail").asText("no reason given").replaceAll("[.\\s]+$", "") + ".");
            }
            return answer;
        } catch (IllegalArgumentException e) {
            throw new NoReplay("POSTERN_API_KEY holds a character that no header takes.");
        } catch (IOException e) {
            throw new NoReplay("Postern does not answer at POSTERN_URL. Is it running (./postern up)?");
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

    private void print(JsonNode change) {
        String before = change.path("reason_before").asText();
        String now = change.path("reason_now").textValue();
        boolean done = change.path("applied").asBoolean();
        if (now == null) {
            found++;
            applied += done ? 1 : 0;
            answered += change.path("answered").asInt();
            now = String.format(
                    Locale.ROOT,
                    "%s %s  %s %.2f",
                    change.path("otp_type").asText(),
                    change.path("code_masked").asText(),
                    change.at("/evidence/rule").asText(),
                    change.at("/evidence/confidence").asDouble());
        }
        out.printf(
                "%s  %s  %s  %s -> %s%s%n",
                change.path("totp_code_id").asText(),
                change.path("organization_id").asText(),
                change.path("received_at").asText(),
                before,
                now,
                apply && !done ? "  (not applied: settled in the meantime)" : "");
    }

    private void sum() {
        out.printf("%d open messages read, a code or link found in %d.%n", read, found);
        if (unreadable > 0) {
            out.printf("%d cannot be opened any more.%n", unreadable);
        }
        if (apply) {
            out.printf("%d received now, %d waiting logins answered.%n", applied, answered);
        } else if (found > 0) {
            out.println("Nothing was changed. ./postern replay --apply makes codes of them.");
        }
    }

    private static URI route(String url) throws NoReplay {
        try {
            URI route = URI.create(url.replaceAll("/+$", "") + "/v1/messages/replay");
            if (route.getHost() != null && route.getUserInfo() == null) {
                return route;
            }
        } catch (IllegalArgumentException e) {
            // Refused below.
        }
        throw new NoReplay("POSTERN_URL cannot be used: it is not a web address, or has a password in it.");
    }

    private static String setting(Map<String, String> environment, String name) throws NoReplay {
        @Nullable String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new NoReplay(name + " is not set.");
        }
        return value.strip();
    }

    private static final class NoReplay extends Exception {
        private static final long serialVersionUID = 1L;

        NoReplay(String message) {
            super(message);
        }
    }
}
