package dev.postern.resolver.request;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.CodeSource;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.resolver.hint.Hint;
import dev.postern.resolver.state.CredentialState;
import dev.postern.resolver.state.Doubt;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A code request as its caller sees it. Every field is always there;
 * {@code credential_state} says why the code of the credential cannot be had, and is null when it can;
 * {@code webhook_responses} is null for a request without a {@code totp_url}, else the newest calls, newest last. */
@JsonNaming(SnakeCaseStrategy.class)
record CodeRequestAnswer(
        String codeRequestId,
        String status,

        @Schema(description = "The code or link, once there is one. Null in lists, and when `deliver` was `handle`")
        @Nullable String code,

        @Schema(
                description =
                        "Stands for the code when `deliver` was `handle`: POST /v1/code-handles/{handle}/redeem gives"
                                + " the code once, to a key with codes:redeem. Each answer has a new one until one was redeemed; lists have none")
        @Nullable String codeHandle,

        @Schema(description = "From then on the handle is of no use") @Nullable Instant codeHandleExpiresAt,

        @Nullable OtpType otpType,
        @Nullable CodeSource source,
        @Nullable String totpCodeId,
        @Nullable String totpIdentifier,
        @Nullable String credentialId,

        @Schema(description = "Its workflow_run_id, else its task_id, else the request itself")
        String run,

        @Nullable String workflowRunId,
        @Nullable String taskId,
        @Nullable CredentialState credentialState,
        @Nullable Instant receivedAt,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Evidence evidence,

        @Schema(description = "Why the code may be another login's: it was there before the request. Null for no doubt")
        @Nullable Doubt doubt,

        @Nullable List<WebhookResponse> webhookResponses,
        Instant createdAt,
        Instant expiresAt,

        @Schema(
                description =
                        "Whether its caller is connected, or called within the last 15 seconds: no other request gets"
                                + " a code. Null when it no longer waits")
        @Nullable Boolean attended,

        @Schema(description = "When its caller was there last")
        Instant lastSeenAt,

        @Schema(
                description =
                        "What the request knows while it waits, newest first: for a held call and a GET with a key"
                                + " that has codes:read, and in a list that was asked for it, else null")
        @Nullable List<Hint> hints) {

    /**
     * How the request's {@code totp_url} answered one call, without what it said; the result is one of a fixed list.
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "WebhookResponse")
    record WebhookResponse(
            Instant calledAt, Instant answeredAt, @Nullable Integer status, String result) {}

    @Override
    public String toString() {
        return "CodeRequestAnswer[codeRequestId=" + codeRequestId + ", status=" + status + "]";
    }
}
