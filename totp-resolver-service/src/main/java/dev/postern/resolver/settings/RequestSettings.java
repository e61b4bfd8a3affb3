package dev.postern.resolver.settings;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What applies to an organisation's requests when they do not set it themselves.
 *
 * @param lookBackSeconds how much older than the run's first request a code may be
 */
@JsonNaming(SnakeCaseStrategy.class)
record RequestSettings(
        @Schema(
                minimum = "0",
                maximum = "86400",
                description = "How many seconds before the run's first request a code may have come; 300 unless set")
        int lookBackSeconds) {
    private static final int LONGEST_LOOK_BACK_SECONDS = 86_400;

    /**
     * These settings, replaced by those that a body names; the others stay.
     *
     * @throws Problem naming every field that is wrong
     */
    RequestSettings changedBy(JsonFields fields) {
        long lookBack = fields.optionalInteger("look_back_seconds", 0, LONGEST_LOOK_BACK_SECONDS, lookBackSeconds);
        fields.check();
        return new RequestSettings((int) lookBack);
    }
}
