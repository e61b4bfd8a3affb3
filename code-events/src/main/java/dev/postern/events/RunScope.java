package dev.postern.events;

import org.jspecify.annotations.Nullable;

/**
 * The run a message or a request belongs to, in the caller's own ids; Postern takes any id as given.
 *
 * @param taskId null: not bound to a task
 * @param workflowId null: not bound to a workflow
 * @param workflowRunId null: not bound to a workflow run
 */
public record RunScope(
        @Nullable String taskId,
        @Nullable String workflowId,
        @Nullable String workflowRunId) {

    /** Bound to nothing: any run may have the code. */
    public static final RunScope NONE = new RunScope(null, null, null);
}
