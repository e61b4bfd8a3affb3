package dev.postern.resolver.history;

import dev.postern.events.OtpType;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import dev.postern.resolver.paging.Cursor;
import dev.postern.resolver.paging.PageLimit;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the history.
 *
 * @param identifier to which the codes were sent; null for any
 * @param run the run that got the codes, or that they were bound to; null for any
 * @param source the pusher's label; null for any
 * @param otpType null for any
 * @param state null for any
 * @param receivedAfter exclusive; null for any time
 * @param receivedBefore exclusive; null for any time
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
    private static final Choices<OtpType> TYPES = Choices.of(OtpType.values(), OtpType::wireName);

    /**
     * Reads the query parameters as they were sent.
     *
     * @throws Problem naming every wrong one
     */
    static CodesQuery of(MultivaluedMap<String, String> query) {
        QueryFields fields = new QueryFields(query);
        CodesQuery read = new CodesQuery(
                text(fields, "totp_identifier", TextLimit.IDENTIFIER),
                text(fields, "run", TextLimit.ID),
                text(fields, "source", TextLimit.SOURCE),
                fields.optionalChoice("otp_type", TYPES),
                fields.optionalChoice("state", State.BY_NAME),
                fields.optionalTime("received_after"),
                fields.optionalTime("received_before"),
                Cursor.read(fields, "cursor"),
                PageLimit.of(fields));
        fields.check();
        return read;
    }

    /** Treats an empty value as absent. */
    private static @Nullable String text(QueryFields fields, String name, TextLimit limit) {
        String sent = fields.optionalString(name, limit);
        return sent == null || sent.isEmpty() ? null : sent;
    }

    @Override
    public String toString() {
        return "CodesQuery[limit=" + limit + "]";
    }
}
