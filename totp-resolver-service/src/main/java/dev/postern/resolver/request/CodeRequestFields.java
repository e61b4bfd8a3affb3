package dev.postern.resolver.request;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.OtpType;
import dev.postern.platform.body.TextLimit;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of a new code request as the OpenAPI document shows it; {@link CodeRequestBody} reads it. One of identifier,
 * credential and address is required.
 */
@JsonNaming(SnakeCaseStrategy.class)
record CodeRequestFields(
        @Schema(
                maxLength = TextLimit.Most.IDENTIFIER,
                description = "The e-mail address, phone number or label to which the code is sent. One of this, "
                        + "credential_id and totp_url is required")
        @Nullable String totpIdentifier,

        @Schema(
                maxLength = TextLimit.Most.ID,
                description = "The credential whose code is needed: its authenticator's, or what comes to its "
                        + "identifier")
        @Nullable String credentialId,

        @Schema(
                maxLength = TextLimit.Most.URL,
                description = "Your own server, which is called until it answers with the code")
        @Nullable String totpUrl,

        @Schema(
                maxLength = TextLimit.Most.ID,
                description = "Your id of the task. Without workflow_run_id it is the run: a code goes to one run, and "
                        + "to it again")
        @Nullable String taskId,

        @Schema(
                maxLength = TextLimit.Most.ID,
                description = "Your id of the workflow: a code that was pushed for a workflow goes to no other")
        @Nullable String workflowId,

        @Schema(
                maxLength = TextLimit.Most.ID,
                description = "Your id of the run, a new one for each login: a code goes to one run, and to it again")
        @Nullable String workflowRunId,

        @Schema(maxLength = TextLimit.Most.ID, description = "Your id of the workflow across its versions") @Nullable String workflowPermanentId,

        @Schema(description = "`totp` for a code, `magic_link` for a link; either unless given") @Nullable OtpType otpType,

        @Schema(
                description = "Codes that came before this time are not given: say when you pressed the button that "
                        + "sends the code. Unless given, two minutes before the run's first request, or what "
                        + "/v1/request-settings says")
        @Nullable Instant receivedAfter,

        @Schema(
                maxLength = TextLimit.Most.SENDER,
                description = "Whom the code must come from: an address, a domain, a number or a name")
        @Nullable String sender,

        @Schema(
                maxLength = TextLimit.Most.URL,
                description = "The page on which the code will be typed, as https://example.com. A code of this site "
                        + "goes first, and one that is bound to another is withheld")
        @Nullable String pageOrigin,

        @Schema(description = "How many seconds an authenticator's code must still be valid, up to 60; 5 unless given")
        @Nullable Integer minRemainingSeconds,

        @Schema(description = "How many seconds the request waits, up to 86400; 900 unless given") @Nullable Integer timeoutSeconds,

        @Schema(
                description =
                        "How many seconds from now a doubtful code is kept back in case a better one comes, up to "
                                + "60; unless given what /v1/request-settings says, and 2.5 times that where callers at the"
                                + " identifier ask before their codes come. 0 gives it at once")
        @Nullable Integer hesitationSeconds,

        @Schema(
                description =
                        "`code` tells the code. `handle` tells a handle of 60 seconds in its place, for callers that must"
                                + " not see it: POST /v1/code-handles/{handle}/redeem gives the code, once. `code` unless given")
        CodeRequestBody.@Nullable Deliver deliver) {}
