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
 * The result of a pick. The code itself is in the list of codes.
 *
 * @param validUntil after this time it answers no request
 * @param codeRequestIds the waiting requests that have it now; empty when no request fits
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
