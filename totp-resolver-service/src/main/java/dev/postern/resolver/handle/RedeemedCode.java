package dev.postern.resolver.handle;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.OtpType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The code that a handle stood for. */
@JsonNaming(SnakeCaseStrategy.class)
record RedeemedCode(
        @Schema(description = "The request it was given to, to which its outcome is reported")
        String codeRequestId,

        @Schema(description = "The code, or the link of a message that had one")
        String code,

        OtpType otpType,
        @Nullable Instant validUntil) {

    @Override
    public String toString() {
        return "RedeemedCode[codeRequestId=" + codeRequestId + ", code=***]";
    }
}
