// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 *
 * @param totpCodeId as in the API
 * @param state One of available, delivered, accepted, rejected, expired, repeat
 * @param otpType One of totp, magic_link
 * @param source The pusher's label
 * @param totpIdentifier As it was sent
 * @param totpIdentifierMasked as in the API
 * @param code The code or the link; null when its time of keeping is over
 * @param codeMasked as in the API
 * @param taskId What it is bound to, as are the next two
 * @param workflowId as in the API
 * @param workflowRunId as in the API
 * @param channelId The inbound channel; null for a push by API
 * @param senderMasked as in the API
 * @param repeatOf The code that is handed out for this one, since both carry one text
 * @param evidence as in the API
 * @param receivedAt as in the API
 * @param validUntil as in the API
 * @param run The run that has it
 * @param deliveredAt as in the API
 * @param outcomeAt as in the API
 * @param codeRequests The requests that were given it, the first one first, 20 at most
 */
public record CodeAnswer(
        @Nullable String totpCodeId,
        @Nullable String state,
        @Nullable String otpType,
        @Nullable String source,
        @Nullable String totpIdentifier,
        @Nullable String totpIdentifierMasked,
        @Nullable String code,
        @Nullable String codeMasked,
        @Nullable String taskId,
        @Nullable String workflowId,
        @Nullable String workflowRunId,
        @Nullable String channelId,
        @Nullable String senderMasked,
        @Nullable String repeatOf,
        @Nullable Evidence evidence,
        @Nullable String receivedAt,
        @Nullable String validUntil,
        @Nullable String run,
        @Nullable String deliveredAt,
        @Nullable String outcomeAt,
        @Nullable List<HandOut> codeRequests) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static CodeAnswer of(JsonObject told) {
        return new CodeAnswer(
                told.text("totp_code_id"),
                told.text("state"),
                told.text("otp_type"),
                told.text("source"),
                told.text("totp_identifier"),
                told.text("totp_identifier_masked"),
                told.text("code"),
                told.text("code_masked"),
                told.text("task_id"),
                told.text("workflow_id"),
                told.text("workflow_run_id"),
                told.text("channel_id"),
                told.text("sender_masked"),
                told.text("repeat_of"),
                told.object("evidence", Evidence::of),
                told.text("received_at"),
                told.text("valid_until"),
                told.text("run"),
                told.text("delivered_at"),
                told.text("outcome_at"),
                told.objects("code_requests", HandOut::of));
    }

    /** Without codes, messages and addresses. */
    @Override
    public String toString() {
        return "CodeAnswer["
                + "totpCodeId=" + totpCodeId + ", "
                + "state=" + state + ", "
                + "otpType=" + otpType + ", "
                + "source=" + source + ", "
                + "totpIdentifierMasked=" + totpIdentifierMasked + ", "
                + "codeMasked=" + codeMasked + ", "
                + "taskId=" + taskId + ", "
                + "workflowId=" + workflowId + ", "
                + "workflowRunId=" + workflowRunId + ", "
                + "channelId=" + channelId + ", "
                + "senderMasked=" + senderMasked + ", "
                + "repeatOf=" + repeatOf + ", "
                + "evidence=" + evidence + ", "
                + "receivedAt=" + receivedAt + ", "
                + "validUntil=" + validUntil + ", "
                + "run=" + run + ", "
                + "deliveredAt=" + deliveredAt + ", "
                + "outcomeAt=" + outcomeAt + ", "
                + "codeRequests=" + codeRequests + "]";
    }
}
// spotless:on
