package dev.postern.credential.chain;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.events.WireNamed;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a chain.
 *
 * @param state whether it is whole
 * @param rows how many rows were looked at
 * @param firstSeq the first row that is kept; null when there is none
 * @param firstAt when that row was stored; null when there is none
 * @param lastSeq the last row that was looked at; null when none was
 * @param signedSeq up to here a signed head stands for the rows; null when none was signed
 * @param signedAt when it was signed
 * @param fault the first fault; null when there is none
 */
@Schema(name = "AuditVerification")
public record Verification(
        State state,
        long rows,

        @Schema(description = "The first row that is kept") @Nullable Long firstSeq,

        @Nullable Instant firstAt,

        @Schema(
                description =
                        "The last row that was looked at. When the state is unfinished, go on with it as after_seq")
        @Nullable Long lastSeq,

        @Schema(description = "Up to here a signed head stands for the rows") @Nullable Long signedSeq,

        @Nullable Instant signedAt,

        @Schema(description = "The first fault; null when there is none") @Nullable Fault fault) {

    /** Whether the chain is whole. */
    @Schema(name = "AuditVerificationState")
    public enum State implements WireNamed {
        @JsonProperty("whole")
        WHOLE,
        @JsonProperty("broken")
        BROKEN,
        /** It is whole so far; there was no time for the rest. */
        @JsonProperty("unfinished")
        UNFINISHED
    }

    /**
     * Where the chain is broken.
     *
     * @param seq the row
     * @param kind what is wrong with it
     * @param eventId the id of what that row tells; null when the row is not there
     */
    @Schema(name = "AuditFault")
    public record Fault(
            long seq,
            Kind kind,

            @Schema(description = "Null when the row is not there") @Nullable String eventId) {}

    /** What can be wrong with a row. */
    @Schema(name = "AuditFaultKind")
    public enum Kind implements WireNamed {
        /** Its hash is not that of its content. */
        @JsonProperty("altered")
        ALTERED,
        /** It is not there, though later ones are. */
        @JsonProperty("missing")
        MISSING,
        /** It does not follow on the row before it: one of them was put in, or was made anew. */
        @JsonProperty("unlinked")
        UNLINKED,
        /** It is not the row that was signed. */
        @JsonProperty("replaced")
        REPLACED,
        /** It and all behind it are not there, though they were signed. */
        @JsonProperty("cut")
        CUT,
        /** The place where the chain begins was not set by retention. */
        @JsonProperty("false_beginning")
        FALSE_BEGINNING
    }
}
