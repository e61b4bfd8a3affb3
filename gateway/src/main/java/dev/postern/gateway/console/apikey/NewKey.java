package dev.postern.gateway.console.apikey;

import io.vertx.core.json.JsonObject;

/**
 * A key that was just made, for the one time that it is shown.
 *
 * @param name its label
 * @param key in full; a secret
 * @param replaced the id of the key that it takes the place of; empty for none
 */
public record NewKey(String name, String key, String replaced) {

    /**
     * Reads what the API answers.
     *
     * @param replaced the id of the key that it takes the place of; empty for none
     */
    public static NewKey of(JsonObject json, String replaced) {
        return new NewKey(json.getString("name", ""), json.getString("key", ""), replaced);
    }

    @Override
    public String toString() {
        return "NewKey[" + name + "]";
    }
}
