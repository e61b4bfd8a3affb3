package dev.postern.resolver.request;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.CodeSource;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A code request as its caller sees it: design, section 4.2. Every field is always there. */
@JsonNaming(SnakeCaseStrategy.class)
record CodeRequestAnswer(
        String codeRequestId,
        String status,
        @Nullable String code,
        @Nullable OtpType otpType,
        @Nullable CodeSource source,
        @Nullable String totpCodeId,
        @Nullable String totpIdentifier,
        @Nullable String credentialId,
        @Nullable Instant receivedAt,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Evidence evidence,
        Instant createdAt,
        Instant expiresAt) {

    @Override
    public String toString() {
        return "CodeRequestAnswer[codeRequestId=" + codeRequestId + ", status=" + status + "]";
    }
}
