package dev.postern.gateway.console.channel;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A channel as pages show it.
 *
 * @param id its id
 * @param name its label
 * @param provider who posts, as people name it
 * @param identifier where the identifier of a message is found, as a sentence
 * @param secrets how many it has
 * @param signed whether a signature protects the text
 * @param createdAt when it was made
 * @param lastMessageAt when it last brought a message; null: never, or that is not known
 */
record Channel(
        String id,
        String name,
        String provider,
        String identifier,
        int secrets,
        boolean signed,
        String createdAt,
        @Nullable String lastMessageAt) {

    static Channel of(JsonObject json, @Nullable String lastMessageAt) {
        return new Channel(
                json.getString("channel_id", ""),
                json.getString("name", ""),
                json.getString("provider_title", ""),
                identifier(json.getJsonObject("identifier", new JsonObject())),
                json.getInteger("secrets", 0),
                json.getBoolean("text_is_signed", false),
                json.getString("created_at", ""),
                lastMessageAt);
    }

    private static String identifier(JsonObject rule) {
        return switch (rule.getString("from", "")) {
            case "header" -> "the header " + rule.getString("header", "");
            case "fixed" -> "always " + rule.getString("value", "");
            case "plus_part" -> "the part after the plus";
            default -> "the recipient";
        };
    }
}
