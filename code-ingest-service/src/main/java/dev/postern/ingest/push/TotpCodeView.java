package dev.postern.ingest.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.OtpType;
import dev.postern.events.message.Receipt;
import dev.postern.ingest.message.IncomingMessage;
import dev.postern.ingest.message.Received;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a push ({@code TOTPCode} in {@code skyvern/forge/sdk/schemas/totp_codes.py}). It always has these
 * fields in this order; {@code status} is there only when nothing was found.
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
    "otp_type",
    "status"
})
@Schema(name = "TOTPCode", description = "What was stored. Times are UTC without a zone.")
record TotpCodeView(
        @Schema(required = true, description = "A bare e-mail address in lower case, anything else as sent")
        String totpIdentifier,

        @Schema(nullable = true) @Nullable String taskId,
        @Schema(nullable = true) @Nullable String workflowId,
        @Schema(nullable = true) @Nullable String workflowRunId,
        @Schema(nullable = true) @Nullable String source,

        @Schema(required = true, description = "As sent, without control characters")
        String content,

        @Schema(nullable = true, examples = "2026-11-23T06:03:56.127301") @Nullable String expiredAt,

        @Schema(nullable = true, description = "Always null") @Nullable OtpType type,

        @Schema(required = true, pattern = "totp_[0-9]+") String totpCodeId,

        @Schema(required = true, description = "The code or the whole link; empty when none was found")
        String code,

        @Schema(required = true) String organizationId,

        @Schema(required = true, examples = "2026-11-23T05:53:56.127301")
        String createdAt,

        @Schema(required = true, examples = "2026-11-23T05:53:56.127301")
        String modifiedAt,

        @Schema(nullable = true, description = "Null when none was found") @Nullable OtpType otpType,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(enumeration = "raw_pending", description = "Only there when none was found")
        @Nullable String status) {
    private static final DateTimeFormatter NAIVE_UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    static TotpCodeView of(IncomingMessage message, Received.Parsed parsed) {
        return of(message, parsed.receipt(), parsed.value(), parsed.otpType(), null);
    }

    static TotpCodeView of(IncomingMessage message, Received.Unparsed unparsed) {
        return of(message, unparsed.receipt(), "", null, "raw_pending");
    }

    private static TotpCodeView of(
            IncomingMessage message, Receipt receipt, String code, @Nullable OtpType type, @Nullable String status) {
        Instant expiresAt = message.expiresAt();
        String received = NAIVE_UTC.format(receipt.receivedAt());
        return new TotpCodeView(
                message.sentTo().shown(),
                message.run().taskId(),
                message.run().workflowId(),
                message.run().workflowRunId(),
                message.source(),
                message.content(),
                expiresAt == null ? null : NAIVE_UTC.format(expiresAt),
                null,
                receipt.totpCodeId(),
                code,
                message.organizationId(),
                received,
                received,
                type,
                status);
    }

    @Override
    public String toString() {
        return "TotpCodeView[totpCodeId=" + totpCodeId + "]";
    }
}
