package dev.postern.resolver.settings;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What holds for an organisation's requests where they do not say it themselves.
 *
 * @param lookBackSeconds how much older than the run's first request a code may be
 */
@JsonNaming(SnakeCaseStrategy.class)
record RequestSettings(
        @Schema(
                minimum = "0",
                maximum = "86400",
                description = "How many seconds before the run's first request a code may have come; 300 unless set")
        int lookBackSeconds) {}
