package dev.postern.resolver.history;

import dev.postern.events.OtpType;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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
    private static final int LONGEST_NUMBER = 1_000;
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+(\\.0+)?");

    /**
     * Reads the query parameters as they were sent.
     *
     * @throws Problem naming every wrong one, in FastAPI's words
     */
    static HistoryFilter of(MultivaluedMap<String, String> query) {
        String otpType = last(query, "otp_type");
        String limit = last(query, "limit");
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
        String identifier = last(query, "totp_identifier");
        boolean anyIdentifier = identifier == null || identifier.isEmpty();
        return new HistoryFilter(anyIdentifier ? null : identifier, last(query, "workflow_run_id"), type, count);
    }

    /** Of a parameter that was sent twice FastAPI takes the last. */
    private static @Nullable String last(MultivaluedMap<String, String> query, String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.getLast();
    }

    /** Whether the database can hold what is asked for; nothing that it cannot hold was ever received. */
    boolean canMatch() {
        return workflowRunId == null || workflowRunId.indexOf('\0') < 0;
    }

    /** As Pydantic reads an integer from a text: with a sign, and with zeros behind a point. */
    private static int limit(String sent, List<FieldError> errors) {
        String text = sent.strip();
        if (text.length() > LONGEST_NUMBER || !INTEGER.matcher(text).matches()) {
            errors.add(error(
                    "limit", "int_parsing", "Input should be a valid integer, unable to parse string as an integer"));
            return DEFAULT_LIMIT;
        }
        BigDecimal number = new BigDecimal(text);
        if (number.compareTo(BigDecimal.ONE) < 0) {
            errors.add(error("limit", "greater_than_equal", "Input should be greater than or equal to 1"));
        } else if (number.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            errors.add(error("limit", "less_than_equal", "Input should be less than or equal to 200"));
        } else {
            return number.intValueExact();
        }
        return DEFAULT_LIMIT;
    }

    private static FieldError error(String parameter, String type, String msg) {
        return new FieldError(type, List.of("query", parameter), msg);
    }

    @Override
    public String toString() {
        return "HistoryFilter[limit=" + limit + "]";
    }
}
