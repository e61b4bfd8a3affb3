package dev.postern.resolver.message;

import dev.postern.extraction.Reason;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.problem.Problem;
import dev.postern.resolver.paging.Cursor;
import dev.postern.resolver.paging.PageLimit;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The query of the list.
 *
 * @param reason null for any
 * @param state null for any
 * @param receivedAfter exclusive; null for any time
 * @param receivedBefore exclusive; null for any time
 * @param after null for the first page
 * @param limit how many at most
 */
record MessageFilter(
        @Nullable String reason,
        @Nullable MessageState state,
        @Nullable Instant receivedAfter,
        @Nullable Instant receivedBefore,
        @Nullable Cursor after,
        int limit) {
    private static final Choices<String> REASONS =
            Choices.of(Arrays.stream(Reason.values()).map(Reason::wireName).toArray(String[]::new));

    /**
     * Reads the query parameters as they were sent.
     *
     * @throws Problem naming every wrong one
     */
    static MessageFilter of(MultivaluedMap<String, String> query) {
        QueryFields fields = new QueryFields(query);
        String reason = fields.optionalChoice("reason", REASONS);
        MessageState state = fields.optionalChoice("state", MessageState.BY_NAME);
        Instant receivedAfter = fields.optionalTime("received_after");
        Instant receivedBefore = fields.optionalTime("received_before");
        Cursor cursor = Cursor.read(fields, "cursor");
        int limit = PageLimit.of(fields);
        fields.check();
        return new MessageFilter(reason, state, receivedAfter, receivedBefore, cursor, limit);
    }
}
