package dev.postern.resolver.settings;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.Problem;
import dev.postern.resolver.rule.Hesitation;
import dev.postern.resolver.rule.LookBack;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What applies to an organisation's requests when they do not set it themselves.
 *
 * @param lookBackSeconds how much older than the run's first request a code may be
 * @param hesitationSeconds how long a doubtful code is kept back in case a better one comes; 0 gives it at once
 */
@JsonNaming(SnakeCaseStrategy.class)
record RequestSettings(
        @Schema(
                minimum = "0",
                maximum = "86400",
                description = "How many seconds before the run's first request a code may have come; 120 unless set")
        int lookBackSeconds,

        @Schema(
                minimum = "0",
                maximum = "60",
                description = "How many seconds a doubtful code is kept back in case a better one comes; 10 unless set."
                        + " 0 gives it at once")
        int hesitationSeconds) {
    private static final int LONGEST_LOOK_BACK_SECONDS = 86_400;

    /**
     * These settings, replaced by those that a body names; the others stay. A null goes back to what applies where nothing was set.
     *
     * @throws Problem naming every field that is wrong
     */
    RequestSettings changedBy(JsonFields fields) {
        long lookBack = fields.optionalInteger(
                "look_back_seconds",
                0,
                LONGEST_LOOK_BACK_SECONDS,
                fields.has("look_back_seconds") ? LookBack.defaultSeconds() : lookBackSeconds);
        long hesitation = fields.optionalInteger(
                "hesitation_seconds",
                0,
                Hesitation.LONGEST_SECONDS,
                fields.has("hesitation_seconds") ? Hesitation.defaultSeconds() : hesitationSeconds);
        fields.check();
        return new RequestSettings((int) lookBack, (int) hesitation);
    }
}
