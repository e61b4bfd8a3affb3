package dev.postern.resolver.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.extraction.ForwardingSetup;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message as its owner sees it. Every field is always there.
 *
 * @param totpCodeId the id that its sender was told; also the id of the code that it may become
 * @param state {@code open}, {@code parsed}, {@code picked} or {@code dismissed}
 * @param reason why nothing was taken from it
 * @param totpIdentifier null for a message that can no longer be opened
 * @param usableUntil the latest time at which a code from it can answer a login
 * @param setup for a forwarding's set-up mail; null for others
 * @param content null in lists, and for a message that can no longer be opened
 * @param text the content as text alone, without markup; null where the content is
 * @param candidates what may be the code or the link in the text; empty where there is no text
 * @param contentTruncated whether the content is only its beginning
 */
@JsonNaming(SnakeCaseStrategy.class)
public record MessageAnswer(
        String totpCodeId,
        String state,
        String reason,
        @Nullable String totpIdentifier,
        @Nullable String sender,
        @Nullable String source,
        @Nullable String channelId,
        @Nullable String taskId,
        @Nullable String workflowId,
        @Nullable String workflowRunId,
        Instant receivedAt,
        @Nullable Instant expiresAt,
        Instant usableUntil,
        @Nullable Setup setup,
        @Nullable String content,
        @Nullable String text,
        List<Candidate> candidates,
        boolean contentTruncated) {

    public MessageAnswer {
        candidates = List.copyOf(candidates);
    }

    /**
     * What may be the code or the link. It is given back in a pick as it is.
     *
     * @param kind {@code code} or {@code link}
     * @param start where it begins in the text, in UTF-16 units; null for a link that only the markup has
     * @param end where it ends; null where the start is
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "MessageCandidate")
    record Candidate(
            String kind,
            String value,
            @Nullable Integer start,
            @Nullable Integer end) {
        @Override
        public String toString() {
            return "Candidate[***]";
        }
    }

    /**
     * What a person does to let a mailbox's forwarding begin.
     *
     * @param code to be typed into the mailbox's settings; null when there is only the link
     * @param confirmUrl for a person to open; this service has not opened it
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "MessageSetup")
    record Setup(@Nullable String code, String confirmUrl) {
        static Setup of(ForwardingSetup found) {
            return new Setup(found.code(), found.confirmUrl());
        }

        @Override
        public String toString() {
            return "Setup[***]";
        }
    }

    /**
     * A page of them.
     *
     * @param nextCursor where the next page begins; null on the last
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "MessagePage")
    record Page(List<MessageAnswer> messages, @Nullable String nextCursor) {}

    @Override
    public String toString() {
        return "MessageAnswer[totpCodeId=" + totpCodeId + ", state=" + state + "]";
    }
}
