package dev.postern.resolver.history;

import dev.postern.events.OtpType;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.problem.Problem;
import dev.postern.resolver.paging.Cursor;
import dev.postern.resolver.paging.PageQuery;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the history.
 *
 * @param identifier to which the codes were sent; null for any
 * @param run that got them, or that they were bound to; null for any
 * @param source the pusher's label; null for any
 * @param otpType null for any
 * @param state null for any
 * @param receivedAfter null for any time; itself not among them
 * @param receivedBefore null for any time; itself not among them
 * @param after null for the first page
 * @param limit how many at most
 */
record CodesQuery(
        @Nullable String identifier,
        @Nullable String run,
        @Nullable String source,
        @Nullable OtpType otpType,
        @Nullable State state,
        @Nullable Instant receivedAfter,
        @Nullable Instant receivedBefore,
        @Nullable Cursor after,
        int limit) {
    private static final int LONGEST_TEXT = 1_000;
    private static final Map<String, OtpType> TYPES = Arrays.stream(OtpType.values())
            .collect(Collectors.toMap(OtpType::wireName, type -> type, (one, _) -> one, LinkedHashMap::new));

    /**
     * Reads the query parameters as they were sent.
     *
     * @throws Problem naming every wrong one
     */
    static CodesQuery of(MultivaluedMap<String, String> query) {
        JsonFields fields = PageQuery.fields(query);
        CodesQuery read = new CodesQuery(
                text(fields, "totp_identifier"),
                text(fields, "run"),
                text(fields, "source"),
                fields.optionalChoice("otp_type", TYPES),
                fields.optionalChoice("state", State.BY_NAME),
                time(fields, "received_after"),
                time(fields, "received_before"),
                Cursor.read(fields, "cursor"),
                PageQuery.limit(fields));
        fields.check();
        return read;
    }

    /** Empty is as good as absent; what the database could not hold was never received. */
    private static @Nullable String text(JsonFields fields, String name) {
        String sent = fields.optionalString(name);
        if (sent == null || sent.isEmpty()) {
            return null;
        }
        if (sent.length() > LONGEST_TEXT || sent.indexOf('\0') >= 0) {
            fields.reject(name, "value_error", "Input should have at most 1000 characters, and no NUL among them");
        }
        return sent;
    }

    private static @Nullable Instant time(JsonFields fields, String name) {
        Instant time = fields.optionalTime(name);
        if (time == null) {
            return null;
        }
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            fields.reject(name, "datetime_from_date_parsing", "Input should be a time between the years 1 and 9999");
        }
        return time;
    }

    @Override
    public String toString() {
        return "CodesQuery[limit=" + limit + "]";
    }
}
