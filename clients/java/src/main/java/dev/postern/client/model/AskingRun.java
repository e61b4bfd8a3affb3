// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 *
 * @param taskId as in the API
 * @param workflowRunId as in the API
 * @param workflowPermanentId as in the API
 */
public record AskingRun(@Nullable String taskId, @Nullable String workflowRunId, @Nullable String workflowPermanentId) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static AskingRun of(JsonObject told) {
        return new AskingRun(told.text("task_id"), told.text("workflow_run_id"), told.text("workflow_permanent_id"));
    }
}
// spotless:on
