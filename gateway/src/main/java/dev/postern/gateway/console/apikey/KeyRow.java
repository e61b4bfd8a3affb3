package dev.postern.gateway.console.apikey;

import dev.postern.gateway.console.api.Texts;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key as the page lists it. Times are as the API writes them (RFC 3339).
 *
 * @param id for revoking it
 * @param name its label
 * @param scopes what it may do
 * @param createdAt when it was made
 * @param revokedAt null while it opens something
 * @param expiresAt null: no end
 * @param lastUsedAt the beginning of the hour in which it was; null: never
 * @param madeLive how many things that it made are in use
 */
public record KeyRow(
        String id,
        String name,
        List<String> scopes,
        String createdAt,
        @Nullable String revokedAt,
        @Nullable String expiresAt,
        @Nullable String lastUsedAt,
        long madeLive) {

    public KeyRow {
        scopes = List.copyOf(scopes);
    }

    /** Reads what the API lists. */
    public static KeyRow of(JsonObject json) {
        return new KeyRow(
                json.getString("api_key_id", ""),
                json.getString("name", ""),
                Texts.texts(json, "scopes"),
                json.getString("created_at", ""),
                json.getString("revoked_at"),
                json.getString("expires_at"),
                json.getString("last_used_at"),
                json.getLong("made_live", 0L));
    }

    /** Whether it opens nothing any more because somebody revoked it. */
    public boolean isRevoked() {
        return revokedAt != null;
    }
}
