package dev.postern.resolver.request;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.OtpType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The body of a new code request as the OpenAPI document shows it; {@link CodeRequestBody} reads it. One of identifier,
 * credential and address is required.
 */
@JsonNaming(SnakeCaseStrategy.class)
record CodeRequestFields(
        @Nullable String totpIdentifier,
        @Nullable String credentialId,
        @Nullable String totpUrl,
        @Nullable String taskId,
        @Nullable String workflowId,
        @Nullable String workflowRunId,
        @Nullable String workflowPermanentId,
        @Nullable OtpType otpType,
        @Nullable Instant receivedAfter,
        @Nullable String sender,
        @Nullable String pageOrigin,
        @Nullable Integer minRemainingSeconds,
        @Nullable Integer timeoutSeconds,
        @Nullable Integer hesitationSeconds) {}
