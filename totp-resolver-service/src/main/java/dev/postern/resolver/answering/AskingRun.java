package dev.postern.resolver.answering;

import dev.postern.events.RunScope;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The run that asks, as Skyvern names it ({@code skyvern/services/otp_service.py}). The body holds only the ids that
 * Skyvern knows; for a login in a workflow, it knows all three.
 *
 * @param taskId the task; null when not given
 * @param workflowRunId the run; null when not given
 * @param workflowPermanentId the workflow across its versions; null when not given
 */
record AskingRun(
        @Schema(maxLength = TextLimit.Most.ID) @Nullable String taskId,
        @Schema(maxLength = TextLimit.Most.ID) @Nullable String workflowRunId,
        @Schema(maxLength = TextLimit.Most.ID) @Nullable String workflowPermanentId) {

    /**
     * Reads the body.
     *
     * @throws Problem when an id is not a usable text, or when run and task are both missing and one is required
     */
    static AskingRun read(JsonFields fields, boolean allowWithoutRun) {
        AskingRun run = new AskingRun(
                id(fields, "task_id"), id(fields, "workflow_run_id"), id(fields, "workflow_permanent_id"));
        if (run.taskId == null
                && run.workflowRunId == null
                && !allowWithoutRun
                && fields.errors().isEmpty()) {
            fields.reject("workflow_run_id", "missing", "One of workflow_run_id and task_id is required");
        }
        fields.check();
        return run;
    }

    RunScope scope() {
        return new RunScope(taskId, null, workflowRunId);
    }

    /** A text that is equal for two runs exactly when all their ids are equal. */
    String identity() {
        return Stream.of(taskId, workflowRunId, workflowPermanentId)
                .map(id -> id == null ? "-" : id.length() + ":" + id)
                .collect(Collectors.joining());
    }

    private static @Nullable String id(JsonFields fields, String field) {
        String id = fields.optionalString(field, TextLimit.ID);
        return id == null || id.isBlank() ? null : id;
    }
}
