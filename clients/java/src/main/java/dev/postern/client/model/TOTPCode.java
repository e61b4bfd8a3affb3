// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What was stored. Times are UTC without a zone. Written by clients/generate.py from gateway/openapi.yaml.
 *
 * @param totpIdentifier A bare e-mail address in lower case, anything else as sent
 * @param taskId as in the API
 * @param workflowId as in the API
 * @param workflowRunId as in the API
 * @param source as in the API
 * @param content As sent, without control characters
 * @param expiredAt as in the API
 * @param type Always null. One of totp, magic_link
 * @param totpCodeId as in the API
 * @param code The code or the whole link; empty when none was found
 * @param organizationId as in the API
 * @param createdAt as in the API
 * @param modifiedAt as in the API
 * @param otpType Null when none was found. One of totp, magic_link
 * @param status Only there when none was found. One of raw_pending
 */
public record TOTPCode(
        @Nullable String totpIdentifier,
        @Nullable String taskId,
        @Nullable String workflowId,
        @Nullable String workflowRunId,
        @Nullable String source,
        @Nullable String content,
        @Nullable String expiredAt,
        @Nullable String type,
        @Nullable String totpCodeId,
        @Nullable String code,
        @Nullable String organizationId,
        @Nullable String createdAt,
        @Nullable String modifiedAt,
        @Nullable String otpType,
        @Nullable String status) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static TOTPCode of(JsonObject told) {
        return new TOTPCode(
                told.text("totp_identifier"),
                told.text("task_id"),
                told.text("workflow_id"),
                told.text("workflow_run_id"),
                told.text("source"),
                told.text("content"),
                told.text("expired_at"),
                told.text("type"),
                told.text("totp_code_id"),
                told.text("code"),
                told.text("organization_id"),
                told.text("created_at"),
                told.text("modified_at"),
                told.text("otp_type"),
                told.text("status"));
    }

    /** Without codes, messages and addresses. */
    @Override
    public String toString() {
        return "TOTPCode["
                + "taskId=" + taskId + ", "
                + "workflowId=" + workflowId + ", "
                + "workflowRunId=" + workflowRunId + ", "
                + "source=" + source + ", "
                + "expiredAt=" + expiredAt + ", "
                + "type=" + type + ", "
                + "totpCodeId=" + totpCodeId + ", "
                + "organizationId=" + organizationId + ", "
                + "createdAt=" + createdAt + ", "
                + "modifiedAt=" + modifiedAt + ", "
                + "otpType=" + otpType + ", "
                + "status=" + status + "]";
    }
}
// spotless:on
