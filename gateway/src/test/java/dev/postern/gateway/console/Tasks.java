package dev.postern.gateway.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * How the merged document is ordered for people: by what they want to do, asking for a code first. Routes whose services call
 * them by a word alone get a sentence from {@code summaries.properties}.
 */
final class Tasks {
    private static final List<Task> ALL = List.of(
            new Task(
                    "Ask for a code",
                    "What a login does: ask, wait, report the outcome.",
                    "/v1/code-requests",
                    "/v1/code-handles"),
            new Task("Push a message", "What brings codes in over the API.", "POST /v1/credentials/totp"),
            new Task(
                    "Look at what came",
                    "Codes, messages without one, and figures.",
                    "/v1/credentials/totp",
                    "/v1/codes",
                    "/v1/messages",
                    "/v1/statistics"),
            new Task(
                    "Keep credentials",
                    "Passwords, cards and authenticator secrets, in folders.",
                    "/v1/credentials",
                    "/v1/logins",
                    "/v1/imports",
                    "/v1/credential_folders",
                    "/v1/qr-codes"),
            new Task(
                    "Let providers post",
                    "Channels, and the addresses at which providers post.",
                    "/v1/inbound-channels",
                    "/v1/inbound-channel-providers",
                    "/webhooks"),
            new Task(
                    "Serve a Skyvern server",
                    "Its totp_url, and its credential service.",
                    "/v1/totp-url",
                    "/v1/totp-url-endpoints",
                    "/v1/vault"),
            new Task(
                    "Keep keys and settings",
                    "API keys, signing secrets, limits, the audit, the version.",
                    "/v1/api-keys",
                    "/v1/signing-secrets",
                    "/v1/request-settings",
                    "/v1/erasures",
                    "/v1/retention",
                    "/v1/limits",
                    "/v1/audit",
                    "/version"),
            new Task("Run the installation", "For the operator's key.", "/v1/organizations", "/v1/key-rotations"),
            new Task("Older paths", "Skyvern's older paths for the same.", "/api/v1"),
            new Task("More", "Everything else.", "/"));

    private final Properties summaries = summaries();

    /**
     * A group of routes.
     *
     * @param name what people want to do
     * @param description what the routes are for
     * @param places paths, each with all below it; with a method in front, that method only
     */
    private record Task(String name, String description, List<String> places) {
        Task(String name, String description, String... places) {
            this(name, description, List.of(places));
        }

        boolean has(String method, String path) {
            return places.stream().anyMatch(place -> {
                String wanted = place.substring(place.indexOf('/'));
                boolean isMethod = place.startsWith("/") || place.startsWith(method.toUpperCase(java.util.Locale.ROOT));
                return isMethod && (wanted.equals("/") || path.equals(wanted) || path.startsWith(wanted + "/"));
            });
        }
    }

    /** Names the groups in their order. */
    void list(ObjectNode document) {
        ArrayNode tags = document.putArray("tags");
        ALL.forEach(task -> tags.addObject().put("name", task.name()).put("description", task.description()));
    }

    /** Puts an operation into its group. */
    void order(String method, String path, ObjectNode operation) {
        Task task =
                ALL.stream().filter(each -> each.has(method, path)).findFirst().orElseThrow();
        operation.putArray("tags").add(task.name());
        String sentence = summaries.getProperty(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
        if (sentence != null) {
            operation.put("summary", sentence);
        }
    }

    private static Properties summaries() {
        Properties properties = new Properties();
        try (InputStream in = Tasks.class.getResourceAsStream("/summaries.properties")) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
