// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 *
 * @param calledAt as in the API
 * @param answeredAt as in the API
 * @param status as in the API
 * @param result as in the API
 */
public record WebhookResponse(
        @Nullable String calledAt, @Nullable String answeredAt, @Nullable Long status, @Nullable String result) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static WebhookResponse of(JsonObject told) {
        return new WebhookResponse(
                told.text("called_at"), told.text("answered_at"), told.whole("status"), told.text("result"));
    }
}
// spotless:on
