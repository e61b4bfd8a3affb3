package dev.postern.gateway.console.session;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose key it is that somebody signed in with, as {@code GET /v1/api-keys/self} tells.
 *
 * @param apiKeyId the id of the key
 * @param name the key's name
 * @param organizationId null for an operator's key
 * @param scopes what the key may do
 */
public record Holder(String apiKeyId, String name, @Nullable String organizationId, List<String> scopes) {

    public Holder {
        scopes = List.copyOf(scopes);
    }

    /** Reads what the API or {@link #json} wrote. */
    public static Holder of(JsonObject json) {
        List<String> scopes = json.getJsonArray("scopes", new JsonArray()).stream()
                .map(String::valueOf)
                .toList();
        return new Holder(
                json.getString("api_key_id", ""),
                json.getString("name", ""),
                json.getString("organization_id"),
                scopes);
    }

    JsonObject json() {
        return new JsonObject()
                .put("api_key_id", apiKeyId)
                .put("name", name)
                .put("organization_id", organizationId)
                .put("scopes", new JsonArray(scopes));
    }

    /** Whether it is an operator's key, which belongs to no organisation. */
    public boolean isOperator() {
        return organizationId == null;
    }

    /** Whether the key holds one of these scopes. */
    public boolean may(List<String> anyOf) {
        return anyOf.stream().anyMatch(scopes::contains);
    }
}
