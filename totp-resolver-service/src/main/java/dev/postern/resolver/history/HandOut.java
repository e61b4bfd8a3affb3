package dev.postern.resolver.history;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request that was given the code. */
@JsonNaming(SnakeCaseStrategy.class)
record HandOut(
        String codeRequestId,

        @Schema(description = "Its workflow_run_id, else its task_id, else the request itself")
        String run,

        @Schema(
                description =
                        "How the request stands: delivered, accepted, rejected; cancelled when the code was released")
        String status,

        Instant deliveredAt) {}
