package dev.postern.gateway.console.credential;

import dev.postern.gateway.console.api.Api;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * A folder.
 *
 * @param id its id
 * @param title its label
 * @param count how many credentials lie in it
 */
record Folder(String id, String title, long count) {
    static final String API = "/v1/credential_folders";

    /** All folders, as far as one page has them; none when they cannot be read. */
    static List<Folder> all(Api api) {
        return api.list(Api.query(API, Map.of("page_size", "100")))
                .map(rows -> rows.stream().map(Folder::of).toList())
                .or(List.of());
    }

    static Folder of(JsonObject json) {
        return new Folder(
                json.getString("folder_id", ""), json.getString("title", ""), json.getLong("credential_count", 0L));
    }
}
