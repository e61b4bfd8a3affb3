package dev.postern.resolver.request;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.platform.problem.JsonBody;
import dev.postern.platform.problem.JsonFields;
import dev.postern.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/code-requests}, checked. At least one of identifier and credential is there.
 *
 * @param identifier the address the code will be sent to; null when not given
 * @param credentialId the credential whose code is needed; null when not given
 * @param run the caller's ids
 * @param workflowPermanentId the workflow across its versions; null when not given
 * @param wanted null for any
 * @param receivedAfter null for the default
 * @param minRemainingSeconds of an authenticator's code
 * @param timeout of the waiting
 */
record CodeRequestBody(
        @Nullable String identifier,
        @Nullable String credentialId,
        RunScope run,
        @Nullable String workflowPermanentId,
        @Nullable OtpType wanted,
        @Nullable Instant receivedAfter,
        int minRemainingSeconds,
        Duration timeout) {
    private static final int DEFAULT_TIMEOUT_SECONDS = 900;
    private static final int LONGEST_TIMEOUT_SECONDS = 86_400;
    private static final int DEFAULT_MIN_REMAINING_SECONDS = 5;
    private static final int LONGEST_MIN_REMAINING_SECONDS = 60;
    private static final Map<String, OtpType> TYPES = Arrays.stream(OtpType.values())
            .collect(Collectors.toMap(OtpType::wireName, type -> type, (a, b) -> a, LinkedHashMap::new));

    /**
     * Reads the fields.
     *
     * @throws Problem for wrong ones, and for conditions that this version cannot keep: to ignore them could hand a
     *     login a code it excluded
     */
    static CodeRequestBody read(JsonBody body) {
        JsonFields fields = body.fields();
        String identifier = blankToNull(fields.optionalString("totp_identifier"));
        String credentialId = blankToNull(fields.optionalString("credential_id"));
        RunScope run = new RunScope(
                blankToNull(fields.optionalString("task_id")),
                blankToNull(fields.optionalString("workflow_id")),
                blankToNull(fields.optionalString("workflow_run_id")));
        String workflowPermanentId = blankToNull(fields.optionalString("workflow_permanent_id"));
        OtpType wanted = fields.optionalChoice("otp_type", TYPES);
        Instant receivedAfter = fields.optionalTime("received_after");
        long minRemaining = fields.optionalInteger(
                "min_remaining_seconds", 0, LONGEST_MIN_REMAINING_SECONDS, DEFAULT_MIN_REMAINING_SECONDS);
        long timeout = fields.optionalInteger("timeout_seconds", 1, LONGEST_TIMEOUT_SECONDS, DEFAULT_TIMEOUT_SECONDS);
        for (String unsupported : new String[] {"totp_url", "sender", "page_origin"}) {
            if (fields.optionalString(unsupported) != null) {
                fields.reject(unsupported, "not_supported", "This version of Postern does not support the field");
            }
        }
        if (identifier == null && credentialId == null) {
            fields.reject("totp_identifier", "missing", "One of totp_identifier and credential_id is required");
        }
        fields.check();
        return new CodeRequestBody(
                identifier,
                credentialId,
                run,
                workflowPermanentId,
                wanted,
                receivedAfter,
                (int) minRemaining,
                Duration.ofSeconds(timeout));
    }

    /** Whether nobody but the holder of the connection could ever learn the request's id. */
    boolean anonymous(IdempotencyKey key) {
        return run.workflowRunId() == null && run.taskId() == null && key.value() == null;
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    @Override
    public String toString() {
        return "CodeRequestBody[run=" + run + "]";
    }
}
