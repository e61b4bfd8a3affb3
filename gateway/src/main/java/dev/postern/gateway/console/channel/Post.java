package dev.postern.gateway.console.channel;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A post to a channel.
 *
 * @param at when it came
 * @param verdict what became of it, as the API names it
 * @param reason why; null when there is nothing to say
 * @param explanation a sentence for people; null when there is nothing to say
 * @param posts how many posts the entry stands for
 * @param bytes its length; null when it was not read
 * @param providerId the provider's own id; null when it was not read
 * @param identifier whom it is for, masked; null when that is not known
 * @param code what was found, masked; null for nothing
 * @param signedOver the address that a refused signature was checked over; empty for other posts
 */
record Post(
        String at,
        String verdict,
        @Nullable String reason,
        @Nullable String explanation,
        long posts,
        @Nullable Integer bytes,
        @Nullable String providerId,
        @Nullable String identifier,
        @Nullable String code,
        String signedOver) {

    static Post of(JsonObject json) {
        return new Post(
                json.getString("posted_at", ""),
                json.getString("verdict", ""),
                json.getString("reason"),
                json.getString("explanation"),
                json.getLong("posts", 1L),
                json.getInteger("bytes"),
                json.getString("provider_message_id"),
                json.getString("identifier_masked"),
                json.getString("code_masked"),
                address(json.getJsonObject("signed_over")));
    }

    private static String address(@Nullable JsonObject over) {
        if (over == null) {
            return "";
        }
        Integer port = over.getInteger("port");
        return over.getString("scheme", "") + "://" + over.getString("host", "") + (port == null ? "" : ":" + port)
                + over.getString("path", "");
    }

    /** As a badge says it. */
    public String words() {
        return verdict.replace('_', ' ');
    }

    /** Whether a message came in by it. */
    public boolean isIn() {
        return verdict.equals("accepted") || verdict.equals("no_code") || verdict.equals("duplicate");
    }

    /** How the badge looks. */
    public String tone() {
        return switch (verdict) {
            case "accepted" -> "good";
            case "refused", "failed", "unavailable" -> "danger";
            case "no_code" -> "warn";
            default -> "";
        };
    }
}
