package dev.postern.resolver.history;

import dev.postern.events.OtpType;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.body.StorableText;
import dev.postern.platform.problem.Problem;
import dev.postern.resolver.paging.PageLimit;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jspecify.annotations.Nullable;

/**
 * The query of Skyvern's list route.
 *
 * @param identifier null for any
 * @param workflowRunId null for any; empty matches nothing
 * @param otpType null for any
 * @param limit how many at most
 */
record HistoryFilter(
        @Nullable String identifier,
        @Nullable String workflowRunId,
        @Nullable OtpType otpType,
        int limit) {
    private static final Choices<OtpType> TYPES = Choices.of(OtpType.values(), OtpType::wireName);

    /**
     * Reads the query parameters as they were sent.
     *
     * @throws Problem naming every wrong one, in FastAPI's words
     */
    static HistoryFilter of(MultivaluedMap<String, String> query) {
        QueryFields fields = new QueryFields(query);
        String identifier = fields.optionalString("totp_identifier");
        HistoryFilter filter = new HistoryFilter(
                identifier == null || identifier.isEmpty() ? null : identifier,
                fields.optionalString("workflow_run_id"),
                fields.optionalChoice("otp_type", TYPES),
                PageLimit.of(fields));
        fields.check();
        return filter;
    }

    /** Whether the database can hold these values; a value that it cannot hold was never received. */
    boolean canMatch() {
        return workflowRunId == null || !StorableText.hasNul(workflowRunId);
    }

    @Override
    public String toString() {
        return "HistoryFilter[limit=" + limit + "]";
    }
}
