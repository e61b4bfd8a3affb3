package dev.postern.gateway.console.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in which no code was found.
 *
 * @param id its id
 * @param state {@code open}, {@code parsed}, {@code picked} or {@code dismissed}
 * @param reason why nothing was taken
 * @param identifier whom it is for; null for a message that can no longer be opened
 * @param sender null when unknown
 * @param receivedAt when it came
 * @param usableUntil until when a code from it can answer a login
 * @param setupCode of a forwarding's set-up mail, to be typed into the mailbox's settings; null when there is none
 * @param confirmUrl of a forwarding's set-up mail; null for other messages
 * @param parts its text in parts; empty in lists
 * @param links what only the markup has behind its words
 * @param truncated whether it is only its beginning
 */
record Unparsed(
        String id,
        String state,
        String reason,
        @Nullable String identifier,
        @Nullable String sender,
        String receivedAt,
        String usableUntil,
        @Nullable String setupCode,
        @Nullable String confirmUrl,
        List<Part> parts,
        List<Part> links,
        boolean truncated) {

    public Unparsed {
        parts = List.copyOf(parts);
        links = List.copyOf(links);
    }

    /**
     * A stretch of the text.
     *
     * @param text as it stands
     * @param kind {@code code} or {@code link} for what may be picked; empty for the words between
     */
    public record Part(String text, String kind) {
        @Override
        public String toString() {
            return "Part[***]";
        }
    }

    static Unparsed of(JsonObject json) {
        JsonObject setup = json.getJsonObject("setup");
        List<JsonObject> candidates = json.getJsonArray("candidates", new JsonArray()).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
        return new Unparsed(
                json.getString("totp_code_id", ""),
                json.getString("state", ""),
                json.getString("reason", ""),
                json.getString("totp_identifier"),
                json.getString("sender"),
                json.getString("received_at", ""),
                json.getString("usable_until", ""),
                setup == null ? null : setup.getString("code"),
                setup == null ? null : setup.getString("confirm_url"),
                parts(json.getString("text"), candidates),
                candidates.stream()
                        .filter(candidate -> candidate.getInteger("start") == null)
                        .map(candidate -> new Part(candidate.getString("value", ""), "link"))
                        .toList(),
                json.getBoolean("content_truncated", false));
    }

    private static List<Part> parts(@Nullable String text, List<JsonObject> candidates) {
        if (text == null) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (JsonObject candidate : candidates.stream()
                .filter(each -> each.getInteger("start") != null)
                .sorted(Comparator.comparing(each -> each.getInteger("start")))
                .toList()) {
            int start = candidate.getInteger("start");
            int end = candidate.getInteger("end", start);
            if (start >= at && end > start && end <= text.length()) {
                parts.add(new Part(text.substring(at, start), ""));
                parts.add(new Part(text.substring(start, end), candidate.getString("kind", "code")));
                at = end;
            }
        }
        parts.add(new Part(text.substring(at), ""));
        return parts;
    }

    /** Whether a code may still be picked. */
    public boolean isOpen() {
        return state.equals("open");
    }

    /** Whether there is something in it that may be picked. */
    public boolean isPickable() {
        return !isSetup()
                && (!links.isEmpty()
                        || parts.stream().anyMatch(part -> !part.kind().isEmpty()));
    }

    /** Whether it sets up a forwarding, and is no login's. */
    public boolean isSetup() {
        return reason.equals("forwarding_setup");
    }

    /** The reason as people say it. */
    public String why() {
        return switch (reason) {
            case "no_candidate" -> "nothing looks like a code";
            case "ambiguous" -> "several may be the code";
            case "incomplete" -> "parts of it never came";
            case "forwarding_setup" -> "sets up a forwarding";
            default -> reason.replace('_', ' ');
        };
    }

    @Override
    public String toString() {
        return id;
    }
}
