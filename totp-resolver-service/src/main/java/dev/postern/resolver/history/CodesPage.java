package dev.postern.resolver.history;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of the history, newest first. */
@JsonNaming(SnakeCaseStrategy.class)
record CodesPage(
        List<CodeAnswer> codes,

        @Schema(
                description =
                        "Where the next page begins; null after the last one. A page may hold fewer than asked for, even"
                                + " none, before the last one: of rare things only so many codes are searched for one page, and large"
                                + " ones fill it sooner")
        @Nullable String nextCursor) {

    CodesPage {
        codes = List.copyOf(codes);
    }
}
