// spotless:off
package dev.postern.client.model;

import dev.postern.client.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 *
 * @param codeRequestId as in the API
 * @param status as in the API
 * @param code The code or link, once there is one. Null in lists, and when {@code deliver} was {@code handle}
 * @param codeHandle Stands for the code when {@code deliver} was {@code handle}: POST /v1/code-
 *     handles/{handle}/redeem gives the code once, to a key with codes:redeem. Each answer has a new one until one
 *     was redeemed; lists have none
 * @param codeHandleExpiresAt From then on the handle is of no use
 * @param otpType One of totp, magic_link
 * @param source One of authenticator, received, totp_url
 * @param totpCodeId as in the API
 * @param totpIdentifier as in the API
 * @param credentialId as in the API
 * @param run Its workflow_run_id, else its task_id, else the request itself
 * @param workflowRunId as in the API
 * @param taskId as in the API
 * @param credentialState One of unreachable, unusable
 * @param receivedAt as in the API
 * @param validFrom as in the API
 * @param validUntil as in the API
 * @param evidence as in the API
 * @param doubt Why the code may be another login's: it was there before the request. Null for no doubt. One of
 *     refused_elsewhere, another_run_asked, run_asked_before, newer_code_handed_out, handed_out_before, other_site,
 *     old
 * @param webhookResponses as in the API
 * @param createdAt as in the API
 * @param expiresAt as in the API
 * @param attended Whether its caller is connected, or called within the last 15 seconds: no other request gets a
 *     code. Null when it no longer waits
 * @param lastSeenAt When its caller was there last
 * @param hints What the request knows while it waits, newest first: for a held call and a GET with a key that has
 *     codes:read, and in a list that was asked for it, else null
 */
public record CodeRequestAnswer(
        @Nullable String codeRequestId,
        @Nullable String status,
        @Nullable String code,
        @Nullable String codeHandle,
        @Nullable String codeHandleExpiresAt,
        @Nullable String otpType,
        @Nullable String source,
        @Nullable String totpCodeId,
        @Nullable String totpIdentifier,
        @Nullable String credentialId,
        @Nullable String run,
        @Nullable String workflowRunId,
        @Nullable String taskId,
        @Nullable String credentialState,
        @Nullable String receivedAt,
        @Nullable String validFrom,
        @Nullable String validUntil,
        @Nullable Evidence evidence,
        @Nullable String doubt,
        @Nullable List<WebhookResponse> webhookResponses,
        @Nullable String createdAt,
        @Nullable String expiresAt,
        @Nullable Boolean attended,
        @Nullable String lastSeenAt,
        @Nullable List<Hint> hints) {

    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */
    public static CodeRequestAnswer of(JsonObject told) {
        return new CodeRequestAnswer(
                told.text("code_request_id"),
                told.text("status"),
                told.text("code"),
                told.text("code_handle"),
                told.text("code_handle_expires_at"),
                told.text("otp_type"),
                told.text("source"),
                told.text("totp_code_id"),
                told.text("totp_identifier"),
                told.text("credential_id"),
                told.text("run"),
                told.text("workflow_run_id"),
                told.text("task_id"),
                told.text("credential_state"),
                told.text("received_at"),
                told.text("valid_from"),
                told.text("valid_until"),
                told.object("evidence", Evidence::of),
                told.text("doubt"),
                told.objects("webhook_responses", WebhookResponse::of),
                told.text("created_at"),
                told.text("expires_at"),
                told.truth("attended"),
                told.text("last_seen_at"),
                told.objects("hints", Hint::of));
    }

    /** Without codes, messages and addresses. */
    @Override
    public String toString() {
        return "CodeRequestAnswer["
                + "codeRequestId=" + codeRequestId + ", "
                + "status=" + status + ", "
                + "codeHandleExpiresAt=" + codeHandleExpiresAt + ", "
                + "otpType=" + otpType + ", "
                + "source=" + source + ", "
                + "totpCodeId=" + totpCodeId + ", "
                + "credentialId=" + credentialId + ", "
                + "run=" + run + ", "
                + "workflowRunId=" + workflowRunId + ", "
                + "taskId=" + taskId + ", "
                + "credentialState=" + credentialState + ", "
                + "receivedAt=" + receivedAt + ", "
                + "validFrom=" + validFrom + ", "
                + "validUntil=" + validUntil + ", "
                + "evidence=" + evidence + ", "
                + "doubt=" + doubt + ", "
                + "webhookResponses=" + webhookResponses + ", "
                + "createdAt=" + createdAt + ", "
                + "expiresAt=" + expiresAt + ", "
                + "attended=" + attended + ", "
                + "lastSeenAt=" + lastSeenAt + ", "
                + "hints=" + hints + "]";
    }
}
// spotless:on
