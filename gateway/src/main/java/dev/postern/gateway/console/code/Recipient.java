package dev.postern.gateway.console.code;

import static dev.postern.gateway.console.api.Texts.text;

import io.vertx.core.json.JsonObject;

/**
 * A login that was given a code.
 *
 * @param requestId its code request
 * @param run its run
 * @param status how it stands
 * @param deliveredAt when it was given
 */
record Recipient(String requestId, String run, String status, String deliveredAt) {

    static Recipient of(JsonObject json) {
        return new Recipient(
                text(json, "code_request_id"), text(json, "run"), text(json, "status"), text(json, "delivered_at"));
    }

    /** Whether the run is no more than the request itself. */
    public boolean isAlone() {
        return run.equals(requestId);
    }
}
