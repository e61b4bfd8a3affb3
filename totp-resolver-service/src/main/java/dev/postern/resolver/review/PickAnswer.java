package dev.postern.resolver.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.events.OtpType;
import dev.postern.resolver.message.MessageState;
import dev.postern.resolver.state.CodeRequest;
import dev.postern.resolver.state.Lifespan;
import java.time.Instant;
import java.util.List;

/**
 * What came of a pick; the code itself is where codes are listed.
 *
 * @param validUntil after this it answers nobody
 * @param codeRequestIds the waiting requests that have it now; empty when none fits
 */
@JsonNaming(SnakeCaseStrategy.class)
record PickAnswer(String totpCodeId, String state, OtpType otpType, Instant validUntil, List<String> codeRequestIds) {
    static PickAnswer of(MessageReview.Picked picked, Lifespan lifespan) {
        return new PickAnswer(
                picked.code().totpCodeId(),
                MessageState.PICKED.wireName(),
                picked.code().otpType(),
                lifespan.end(picked.code()),
                picked.answered().stream().map(CodeRequest::id).toList());
    }
}
