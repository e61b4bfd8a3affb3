package dev.postern.resolver.history;

import dev.postern.events.OtpType;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import java.util.ArrayList;
import java.util.List;
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
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;

    /**
     * Reads the query parameters as they were sent.
     *
     * @throws Problem naming every wrong one, in FastAPI's words
     */
    static HistoryFilter of(
            @Nullable String identifier,
            @Nullable String workflowRunId,
            @Nullable String otpType,
            @Nullable String limit) {
        List<FieldError> errors = new ArrayList<>();
        OtpType type = null;
        if (otpType != null) {
            try {
                type = OtpType.ofWireName(otpType);
            } catch (IllegalArgumentException e) {
                errors.add(error("otp_type", "enum", "Input should be 'totp' or 'magic_link'"));
            }
        }
        int count = limit == null ? DEFAULT_LIMIT : limit(limit, errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        boolean anyIdentifier = identifier == null || identifier.isEmpty();
        return new HistoryFilter(anyIdentifier ? null : identifier, workflowRunId, type, count);
    }

    private static int limit(String sent, List<FieldError> errors) {
        long number;
        try {
            number = Long.parseLong(sent.strip());
        } catch (NumberFormatException e) {
            errors.add(error(
                    "limit", "int_parsing", "Input should be a valid integer, unable to parse string as an integer"));
            return DEFAULT_LIMIT;
        }
        if (number < 1) {
            errors.add(error("limit", "greater_than_equal", "Input should be greater than or equal to 1"));
        } else if (number > MOST) {
            errors.add(error("limit", "less_than_equal", "Input should be less than or equal to 200"));
        }
        return Math.clamp(number, 1, MOST);
    }

    private static FieldError error(String parameter, String type, String msg) {
        return new FieldError(type, List.of("query", parameter), msg);
    }

    @Override
    public String toString() {
        return "HistoryFilter[limit=" + limit + "]";
    }
}
