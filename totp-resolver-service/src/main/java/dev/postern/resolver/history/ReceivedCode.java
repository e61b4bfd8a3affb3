package dev.postern.resolver.history;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * A received code as Skyvern's list route shows it ({@code skyvern/forge/sdk/schemas/totp_codes.py}): always these
 * fields, in this order, times in UTC without a zone.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonPropertyOrder({
    "totp_identifier",
    "task_id",
    "workflow_id",
    "workflow_run_id",
    "source",
    "content",
    "expired_at",
    "type",
    "totp_code_id",
    "code",
    "organization_id",
    "created_at",
    "modified_at",
    "otp_type"
})
record ReceivedCode(
        String totpIdentifier,
        @Nullable String taskId,
        @Nullable String workflowId,
        @Nullable String workflowRunId,
        @Nullable String source,
        String content,
        @Nullable String expiredAt,
        @Nullable String type,
        String totpCodeId,
        String code,
        String organizationId,
        String createdAt,
        String modifiedAt,
        String otpType) {

    @Override
    public String toString() {
        return "ReceivedCode[totpCodeId=" + totpCodeId + "]";
    }
}
