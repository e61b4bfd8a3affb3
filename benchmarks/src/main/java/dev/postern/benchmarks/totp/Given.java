package dev.postern.benchmarks.totp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * One answer, and what it took.
 *
 * @param account whose code was asked for
 * @param httpStatus of the answer
 * @param status of the request, or empty
 * @param code or empty
 * @param validFrom when its step begins; null when that is not told
 * @param nanos from when the request was due until its answer was read
 * @param lateNanos how much of it passed before the request was sent
 */
record Given(
        Account account,
        int httpStatus,
        String status,
        String code,
        @Nullable Instant validFrom,
        long nanos,
        long lateNanos) {

    static Given of(Account account, int httpStatus, JsonNode answer, long nanos, long lateNanos) {
        return new Given(
                account,
                httpStatus,
                answer.path("status").asText(),
                answer.path("code").asText(),
                instant(answer.path("valid_from").asText()),
                nanos,
                lateNanos);
    }

    /** Whether the request was refused for now. Its answer then has no code, which is allowed. */
    boolean isRefused() {
        return httpStatus == 503;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
