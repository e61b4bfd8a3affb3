package dev.postern.resolver.history;

import dev.postern.events.OtpType;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.QueryFields;
import dev.postern.platform.body.QueryFields.Sought;
import dev.postern.platform.body.TextLimit;
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
 * @param canMatch whether a code can have such texts: none has a text that is refused where codes come in
 */
record HistoryFilter(
        @Nullable String identifier,
        @Nullable String workflowRunId,
        @Nullable OtpType otpType,
        int limit,
        boolean canMatch) {
    private static final Choices<OtpType> TYPES = Choices.of(OtpType.values(), OtpType::wireName);

    /**
     * Reads the query parameters as they were sent.
     *
     * @throws Problem naming every wrong one, in FastAPI's words
     */
    static HistoryFilter of(MultivaluedMap<String, String> query) {
        QueryFields fields = new QueryFields(query);
        Sought identifier = fields.sought("totp_identifier", TextLimit.IDENTIFIER);
        Sought workflowRunId = fields.sought("workflow_run_id", TextLimit.ID);
        String address = identifier.text();
        HistoryFilter filter = new HistoryFilter(
                address == null || address.isEmpty() ? null : address,
                workflowRunId.text(),
                fields.optionalChoice("otp_type", TYPES),
                PageLimit.of(fields),
                identifier.canBeFound() && workflowRunId.canBeFound());
        fields.check();
        return filter;
    }

    @Override
    public String toString() {
        return "HistoryFilter[limit=" + limit + "]";
    }
}
