package dev.postern.ingest.push;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.OtpType;
import dev.postern.platform.body.TextLimit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a push in the API's description; {@link PushFields} reads it. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "TOTPCodeCreate", description = "Unknown fields are ignored.")
record PushedTotpCode(
        @Schema(
                required = true,
                maxLength = TextLimit.Most.IDENTIFIER,
                examples = "user@example.com",
                description = "E-mail address, phone number or any label")
        String totpIdentifier,

        @Schema(nullable = true, maxLength = TextLimit.Most.ID, description = "Binds the code to this task") @Nullable String taskId,

        @Schema(nullable = true, maxLength = TextLimit.Most.ID, description = "Binds the code to this workflow")
        @Nullable String workflowId,

        @Schema(nullable = true, maxLength = TextLimit.Most.ID, description = "Binds the code to this workflow run")
        @Nullable String workflowRunId,

        @Schema(nullable = true, maxLength = TextLimit.Most.SOURCE, examples = "email_forwarder") @Nullable String source,

        @Schema(
                required = true,
                maxLength = TextLimit.Most.CONTENT,
                examples = "Your verification code is 847291",
                description = "The code itself in up to ten characters, or the whole message")
        String content,

        @Schema(
                nullable = true,
                format = "date-time",
                description = "When the code ends, at the latest. ISO 8601, UTC when no zone is given, or Unix seconds")
        @Nullable String expiredAt,

        @Schema(nullable = true, deprecated = true, description = "Checked and ignored") @Nullable OtpType type) {

    @Override
    public String toString() {
        return "PushedTotpCode[***]";
    }
}
