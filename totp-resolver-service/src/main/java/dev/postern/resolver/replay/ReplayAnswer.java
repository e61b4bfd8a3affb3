package dev.postern.resolver.replay;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.CodeReceived;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.resolver.message.StoredMessage;
import dev.postern.resolver.state.CodeRequest;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a replay finds that was not found when the messages came.
 *
 * @param dryRun whether nothing was changed
 * @param read how many messages were read
 * @param unreadable how many of them can no longer be opened
 * @param changes the messages that are read differently now
 * @param nextCursor where to go on; null after the last page
 */
@JsonNaming(SnakeCaseStrategy.class)
record ReplayAnswer(
        boolean dryRun,
        int read,
        int unreadable,
        List<Change> changes,
        @Nullable String nextCursor) {

    /**
     * One message.
     *
     * @param reasonBefore why nothing was taken from it
     * @param reasonNow why nothing is taken from it now; null when something is taken
     * @param otpType what is found; null when nothing is found
     * @param codeMasked too little to use the code; null when nothing is found
     * @param evidence why it is taken; null when nothing is found
     * @param applied whether the change was stored; also false when another caller settled the message first
     * @param answered how many waiting requests have it now
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ReplayedMessage")
    record Change(
            String totpCodeId,
            String organizationId,
            Instant receivedAt,
            String reasonBefore,
            @Nullable String reasonNow,
            @Nullable OtpType otpType,
            @Nullable String codeMasked,
            @Nullable Evidence evidence,
            boolean applied,
            int answered) {

        static Change found(StoredMessage message, CodeReceived code, boolean applied, List<CodeRequest> answered) {
            return new Change(
                    message.id(),
                    message.organizationId(),
                    message.receivedAt(),
                    message.reason(),
                    null,
                    code.otpType(),
                    code.codeMasked(),
                    code.evidence(),
                    applied,
                    answered.size());
        }

        static Change otherReason(StoredMessage message, String reasonNow, boolean applied) {
            return new Change(
                    message.id(),
                    message.organizationId(),
                    message.receivedAt(),
                    message.reason(),
                    reasonNow,
                    null,
                    null,
                    null,
                    applied,
                    0);
        }
    }
}
