package dev.postern.resolver.history;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A received code in the history. Every field is always there. */
@JsonNaming(SnakeCaseStrategy.class)
record CodeAnswer(
        String totpCodeId,

        @Schema(enumeration = {"available", "delivered", "accepted", "rejected", "expired", "repeat"})
        String state,

        OtpType otpType,

        @Schema(description = "The pusher's label") @Nullable String source,

        @Schema(description = "As it was sent") @Nullable String totpIdentifier,

        String totpIdentifierMasked,

        @Schema(description = "The code or the link; null when its time of keeping is over") @Nullable String code,

        String codeMasked,

        @Schema(description = "What it is bound to, as are the next two") @Nullable String taskId,

        @Nullable String workflowId,
        @Nullable String workflowRunId,

        @Schema(description = "The inbound channel; null for a push by API") @Nullable String channelId,

        @Nullable String senderMasked,

        @Schema(description = "The code that is handed out for this one, since both carry one text") @Nullable String repeatOf,

        Evidence evidence,
        Instant receivedAt,
        Instant validUntil,

        @Schema(description = "The run that has it") @Nullable String run,

        @Nullable Instant deliveredAt,
        @Nullable Instant outcomeAt,

        @Schema(description = "The requests that were given it, the first one first, 20 at most")
        List<HandOut> codeRequests) {

    /** Stands in place of a run until its requests are known. */
    static final String UNNAMED = "";

    CodeAnswer {
        codeRequests = List.copyOf(codeRequests);
    }

    /** Adds the requests. A run without a name of its own is named by the request that asked last. */
    CodeAnswer handedTo(List<HandOut> requests) {
        return new CodeAnswer(
                totpCodeId,
                state,
                otpType,
                source,
                totpIdentifier,
                totpIdentifierMasked,
                code,
                codeMasked,
                taskId,
                workflowId,
                workflowRunId,
                channelId,
                senderMasked,
                repeatOf,
                evidence,
                receivedAt,
                validUntil,
                UNNAMED.equals(run)
                        ? (requests.isEmpty() ? null : requests.getLast().run())
                        : run,
                deliveredAt,
                outcomeAt,
                requests);
    }

    @Override
    public String toString() {
        return "CodeAnswer[totpCodeId=" + totpCodeId + "]";
    }
}
