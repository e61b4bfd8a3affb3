package dev.postern.gateway.console.credential;

import io.vertx.core.json.JsonObject;

/**
 * A folder.
 *
 * @param id its id
 * @param title its label
 * @param count how many credentials lie in it
 */
record Folder(String id, String title, long count) {

    static Folder of(JsonObject json) {
        return new Folder(
                json.getString("folder_id", ""), json.getString("title", ""), json.getLong("credential_count", 0L));
    }
}
