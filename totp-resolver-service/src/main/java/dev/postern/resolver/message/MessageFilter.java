package dev.postern.resolver.message;

import dev.postern.extraction.Reason;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.Problem;
import dev.postern.resolver.paging.Cursor;
import dev.postern.resolver.paging.PageQuery;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query of the list.
 *
 * @param reason null for any
 * @param state null for any
 * @param receivedAfter null for any time; itself not among them
 * @param receivedBefore null for any time; itself not among them
 * @param after null for the first page
 * @param limit how many at most
 */
record MessageFilter(
        @Nullable String reason,
        @Nullable State state,
        @Nullable Instant receivedAfter,
        @Nullable Instant receivedBefore,
        @Nullable Cursor after,
        int limit) {
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");
    private static final Map<String, String> REASONS = Arrays.stream(Reason.values())
            .map(reason -> reason.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toMap(name -> name, name -> name, (one, _) -> one, LinkedHashMap::new));

    /**
     * Reads the query parameters as they were sent.
     *
     * @throws Problem naming every wrong one
     */
    static MessageFilter of(MultivaluedMap<String, String> query) {
        JsonFields fields = PageQuery.fields(query);
        String reason = fields.optionalChoice("reason", REASONS);
        State state = fields.optionalChoice("state", State.byWireName());
        Instant receivedAfter = time(fields, "received_after");
        Instant receivedBefore = time(fields, "received_before");
        Cursor cursor = Cursor.read(fields, "cursor");
        int limit = PageQuery.limit(fields);
        fields.check();
        return new MessageFilter(reason, state, receivedAfter, receivedBefore, cursor, limit);
    }

    /** One more, to know whether there are more. */
    MessageFilter withOneMore() {
        return new MessageFilter(reason, state, receivedAfter, receivedBefore, after, limit + 1);
    }

    private static @Nullable Instant time(JsonFields fields, String field) {
        Instant time = fields.optionalTime(field);
        if (time != null && !isOfOurTime(time)) {
            fields.reject(field, "datetime_object_invalid", "Input should be a time from 1970 to 9999");
        }
        return time;
    }

    /** Whether anything can have been received then; PostgreSQL's times end before Java's. */
    private static boolean isOfOurTime(Instant time) {
        return !time.isBefore(Instant.EPOCH) && time.isBefore(END);
    }
}
