// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 *
 * @param codeRequestId as in the API
 * @param run Its workflow_run_id, else its task_id, else the request itself
 * @param status How the request stands: delivered, accepted, rejected; cancelled when the code was released
 * @param deliveredAt as in the API
 */
public record HandOut(
        @Nullable String codeRequestId, @Nullable String run, @Nullable String status, @Nullable String deliveredAt) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static HandOut of(JsonObject told) {
        return new HandOut(
                told.text("code_request_id"), told.text("run"), told.text("status"), told.text("delivered_at"));
    }
}
// spotless:on
