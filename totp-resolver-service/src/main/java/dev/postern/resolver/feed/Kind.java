package dev.postern.resolver.feed;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.events.CodeRequestChanged;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What can happen to a code. The names are those of the stream's events and of the table. */
@Schema(name = "CodeEventKind")
enum Kind {
    /** A message came that carries it. */
    @JsonProperty("received")
    RECEIVED,
    /** A message came in which no code was found. */
    @JsonProperty("unparsed")
    UNPARSED,
    /** A request was given it. */
    @JsonProperty("delivered")
    DELIVERED,
    /** The site took it. */
    @JsonProperty("accepted")
    ACCEPTED,
    /** The site refused it. */
    @JsonProperty("rejected")
    REJECTED,
    /** It was not used, and others may have it. */
    @JsonProperty("released")
    RELEASED;

    /** What a change of a request means for the code; null when it means nothing for any code. */
    static @Nullable Kind of(CodeRequestChanged change) {
        return switch (change.change()) {
            case DELIVERED -> DELIVERED;
            case ACCEPTED -> ACCEPTED;
            case REJECTED -> REJECTED;
            case RELEASED -> RELEASED;
            // A code that a cancelled request was given goes back.
            case CANCELLED -> change.totpCodeId() == null ? null : RELEASED;
            case REQUESTED, EXPIRED -> null;
        };
    }
}
