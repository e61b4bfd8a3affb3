package dev.postern.resolver.request;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.events.WireNamed;
import dev.postern.platform.body.Choices;
import dev.postern.platform.body.JsonFields;
import dev.postern.platform.body.TextLimit;
import dev.postern.platform.problem.Problem;
import dev.postern.resolver.idempotency.IdempotencyKey;
import dev.postern.resolver.outbound.Target;
import dev.postern.resolver.rule.Hesitation;
import dev.postern.resolver.site.PageOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/code-requests}, checked. At least one of identifier, credential and address is there.
 *
 * @param identifier the address the code will be sent to; null when not given
 * @param credentialId the credential whose code is needed; null when not given
 * @param url the address of the caller's own server that knows the code, as given; null when not given
 * @param run the caller's ids
 * @param workflowPermanentId the workflow across its versions; null when not given
 * @param wanted null for any
 * @param receivedAfter null for the default
 * @param sender whom the code must come from: an address, a domain or a number; null for anybody
 * @param pageHost the host of the page on which the code will be typed, in lower case; null when not given
 * @param minRemainingSeconds how long an authenticator's code must still be valid
 * @param timeout how long the request waits
 * @param hesitation how long a doubtful code is kept back; null for the organisation's setting
 * @param byHandle whether the caller is told a handle in place of the code
 */
public record CodeRequestBody(
        @Nullable String identifier,
        @Nullable String credentialId,
        @Nullable String url,
        RunScope run,
        @Nullable String workflowPermanentId,
        @Nullable OtpType wanted,
        @Nullable Instant receivedAfter,
        @Nullable String sender,
        @Nullable String pageHost,
        int minRemainingSeconds,
        Duration timeout,
        @Nullable Duration hesitation,
        boolean byHandle) {
    private static final int DEFAULT_TIMEOUT_SECONDS = 900;
    private static final int LONGEST_TIMEOUT_SECONDS = 86_400;
    private static final int DEFAULT_MIN_REMAINING_SECONDS = 5;
    private static final int LONGEST_MIN_REMAINING_SECONDS = 60;
    private static final int HESITATION_NOT_GIVEN = -1;
    private static final Choices<Deliver> DELIVER = Choices.of(Deliver.values(), Deliver::wireName);
    private static final Choices<OtpType> TYPES = Choices.of(OtpType.values(), OtpType::wireName);

    /** What the caller is told once there is a code. */
    enum Deliver implements WireNamed {
        /** The code. */
        CODE,
        /** A handle, for which the side that types the code gets it. */
        HANDLE
    }

    /**
     * Reads the fields.
     *
     * @throws Problem for wrong fields, and for conditions that this version cannot keep: ignoring them could hand a
     *     login a code it excluded
     */
    static CodeRequestBody read(JsonFields fields) {
        String identifier = text(fields, "totp_identifier", TextLimit.IDENTIFIER);
        fields.rejectUnseen("totp_identifier", identifier);
        String credentialId = id(fields, "credential_id");
        RunScope run = new RunScope(id(fields, "task_id"), id(fields, "workflow_id"), id(fields, "workflow_run_id"));
        String workflowPermanentId = id(fields, "workflow_permanent_id");
        OtpType wanted = fields.optionalChoice("otp_type", TYPES);
        Instant receivedAfter = fields.optionalTime("received_after");
        long minRemaining = fields.optionalInteger(
                "min_remaining_seconds", 0, LONGEST_MIN_REMAINING_SECONDS, DEFAULT_MIN_REMAINING_SECONDS);
        long timeout = fields.optionalInteger("timeout_seconds", 1, LONGEST_TIMEOUT_SECONDS, DEFAULT_TIMEOUT_SECONDS);
        long hesitation =
                fields.optionalInteger("hesitation_seconds", 0, Hesitation.LONGEST_SECONDS, HESITATION_NOT_GIVEN);
        boolean byHandle = fields.optionalChoice("deliver", DELIVER) == Deliver.HANDLE;
        String sender = text(fields, "sender", TextLimit.SENDER);
        String pageHost = pageHost(fields);
        String url = text(fields, "totp_url", TextLimit.URL);
        if (url != null && Target.of(url).isEmpty()) {
            fields.reject("totp_url", "url_parsing", "Input should be a web address without a user name or a password");
        }
        if (identifier == null && credentialId == null && url == null) {
            fields.reject(
                    "totp_identifier", "missing", "One of totp_identifier, credential_id and totp_url is required");
        }
        fields.check();
        return new CodeRequestBody(
                identifier,
                credentialId,
                url,
                run,
                workflowPermanentId,
                wanted,
                receivedAfter,
                sender,
                pageHost,
                (int) minRemaining,
                Duration.ofSeconds(timeout),
                hesitation < 0 ? null : Duration.ofSeconds(hesitation),
                byHandle);
    }

    /**
     * What a caller asks for when it can only say who it is. At least one of identifier and credential is given.
     *
     * @param hesitation how long a doubtful code is kept back; null for the organisation's setting
     */
    public static CodeRequestBody ofRun(
            @Nullable String identifier,
            @Nullable String credentialId,
            RunScope run,
            @Nullable String workflowPermanentId,
            @Nullable OtpType wanted,
            Duration timeout,
            @Nullable Duration hesitation) {
        return new CodeRequestBody(
                identifier,
                credentialId,
                null,
                run,
                workflowPermanentId,
                wanted,
                null,
                null,
                null,
                DEFAULT_MIN_REMAINING_SECONDS,
                timeout,
                hesitation,
                false);
    }

    /** Whether only the holder of the connection can ever learn the request's id. */
    boolean anonymous(IdempotencyKey key) {
        return run.workflowRunId() == null && run.taskId() == null && key.value() == null;
    }

    /** The host of an origin as RFC 6454 writes it; anything after the origin is tolerated. */
    private static @Nullable String pageHost(JsonFields fields) {
        String origin = text(fields, "page_origin", TextLimit.URL);
        if (origin == null) {
            return null;
        }
        Optional<String> host = PageOrigin.host(origin);
        if (host.isEmpty()) {
            fields.reject("page_origin", "url_parsing", "Input should be an origin such as https://example.com");
        }
        return host.orElse(null);
    }

    private static @Nullable String id(JsonFields fields, String field) {
        return text(fields, field, TextLimit.ID);
    }

    /** Treats a blank value as absent. */
    private static @Nullable String text(JsonFields fields, String field, TextLimit limit) {
        String text = fields.optionalString(field, limit);
        return text == null || text.isBlank() ? null : text;
    }

    @Override
    public String toString() {
        return "CodeRequestBody[run=" + run + "]";
    }
}
