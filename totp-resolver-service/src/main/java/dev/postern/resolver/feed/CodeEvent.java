package dev.postern.resolver.feed;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.CodeReceived;
import dev.postern.events.CodeRequestChanged;
import dev.postern.events.CodeSource;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Something that happened to a code, as followers are told it. Every field is always there, and codes are masked. */
@JsonNaming(SnakeCaseStrategy.class)
record CodeEvent(
        Kind kind,
        Instant at,

        @Schema(description = "The message; null for codes that came in none") @Nullable String totpCodeId,

        @Schema(description = "The request that was given the code") @Nullable String codeRequestId,

        @Schema(description = "The run that the code was given to: workflow_run_id, else task_id, else the request")
        @Nullable String run,

        @Nullable OtpType otpType,

        @Schema(description = "Where a code that was given came from") @Nullable CodeSource codeSource,

        @Schema(description = "The pusher's label of a message") @Nullable String source,

        @Nullable String totpIdentifierMasked,
        @Nullable String codeMasked,
        @Nullable String credentialId,
        @Nullable String channelId,
        @Nullable String senderMasked,

        @Schema(description = "What a message or a request is bound to, as are the next two") @Nullable String taskId,

        @Nullable String workflowId,
        @Nullable String workflowRunId,

        @Schema(description = "Why nothing was found in a message") @Nullable String reason) {

    static CodeEvent of(CodeReceived code) {
        Origin origin = code.origin();
        return new CodeEvent(
                Kind.RECEIVED,
                code.receivedAt(),
                code.totpCodeId(),
                null,
                null,
                code.otpType(),
                null,
                code.source(),
                code.identifierMasked(),
                code.codeMasked(),
                null,
                origin == null ? null : origin.channelId(),
                origin == null ? null : origin.senderMasked(),
                code.run().taskId(),
                code.run().workflowId(),
                code.run().workflowRunId(),
                null);
    }

    static CodeEvent of(MessageUnparsed message) {
        Origin origin = message.origin();
        return new CodeEvent(
                Kind.UNPARSED,
                message.receivedAt(),
                message.totpCodeId(),
                null,
                null,
                null,
                null,
                message.source(),
                message.identifierMasked(),
                null,
                null,
                origin == null ? null : origin.channelId(),
                origin == null ? null : origin.senderMasked(),
                message.run().taskId(),
                message.run().workflowId(),
                message.run().workflowRunId(),
                message.reason());
    }

    static CodeEvent of(Kind kind, CodeRequestChanged change) {
        RunScope run = change.run();
        String task = run.taskId() != null ? run.taskId() : change.codeRequestId();
        return new CodeEvent(
                kind,
                change.at(),
                change.totpCodeId(),
                change.codeRequestId(),
                run.workflowRunId() != null ? run.workflowRunId() : task,
                null,
                change.source(),
                null,
                change.identifierMasked(),
                null,
                change.credentialId(),
                null,
                null,
                run.taskId(),
                run.workflowId(),
                run.workflowRunId(),
                null);
    }
}
