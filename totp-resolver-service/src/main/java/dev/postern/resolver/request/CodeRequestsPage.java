package dev.postern.resolver.request;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of requests, newest first.
 *
 * @param nextCursor where the next page begins; null on the last one
 */
@JsonNaming(SnakeCaseStrategy.class)
record CodeRequestsPage(
        List<CodeRequestAnswer> codeRequests,

        @Schema(description = "Where the next page begins; null on the last one") @Nullable String nextCursor) {

    CodeRequestsPage {
        codeRequests = List.copyOf(codeRequests);
    }
}
