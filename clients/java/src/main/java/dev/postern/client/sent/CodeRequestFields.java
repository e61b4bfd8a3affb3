// spotless:off
package dev.postern.client.sent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Written by clients/generate.py from gateway/openapi.yaml.
 */
public final class CodeRequestFields {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * The e-mail address, phone number or label to which the code is sent. One of this, credential_id and totp_url is
     * required; null leaves it out.
     */
    public CodeRequestFields totpIdentifier(@Nullable String value) {
        return with("totp_identifier", value);
    }

    /**
     * The credential whose code is needed: its authenticator's, or what comes to its identifier; null leaves it out.
     */
    public CodeRequestFields credentialId(@Nullable String value) {
        return with("credential_id", value);
    }

    /** Your own server, which is called until it answers with the code; null leaves it out. */
    public CodeRequestFields totpUrl(@Nullable String value) {
        return with("totp_url", value);
    }

    /**
     * Your id of the task. Without workflow_run_id it is the run: a code goes to one run, and to it again; null
     * leaves it out.
     */
    public CodeRequestFields taskId(@Nullable String value) {
        return with("task_id", value);
    }

    /** Your id of the workflow: a code that was pushed for a workflow goes to no other; null leaves it out. */
    public CodeRequestFields workflowId(@Nullable String value) {
        return with("workflow_id", value);
    }

    /** Your id of the run, a new one for each login: a code goes to one run, and to it again; null leaves it out. */
    public CodeRequestFields workflowRunId(@Nullable String value) {
        return with("workflow_run_id", value);
    }

    /** Your id of the workflow across its versions; null leaves it out. */
    public CodeRequestFields workflowPermanentId(@Nullable String value) {
        return with("workflow_permanent_id", value);
    }

    /**
     * {@code totp} for a code, {@code magic_link} for a link; either unless given. One of totp, magic_link; null
     * leaves it out.
     */
    public CodeRequestFields otpType(@Nullable String value) {
        return with("otp_type", value);
    }

    /**
     * Codes that came before this time are not given: say when you pressed the button that sends the code. Unless
     * given, two minutes before the run's first request, or what /v1/request-settings says; null leaves it out.
     */
    public CodeRequestFields receivedAfter(@Nullable String value) {
        return with("received_after", value);
    }

    /** Whom the code must come from: an address, a domain, a number or a name; null leaves it out. */
    public CodeRequestFields sender(@Nullable String value) {
        return with("sender", value);
    }

    /**
     * The page on which the code will be typed, as https://example.com. A code of this site goes first, and one that
     * is bound to another is withheld; null leaves it out.
     */
    public CodeRequestFields pageOrigin(@Nullable String value) {
        return with("page_origin", value);
    }

    /** How many seconds an authenticator's code must still be valid, up to 60; 5 unless given; null leaves it out. */
    public CodeRequestFields minRemainingSeconds(@Nullable Long value) {
        return with("min_remaining_seconds", value);
    }

    /** How many seconds the request waits, up to 86400; 900 unless given; null leaves it out. */
    public CodeRequestFields timeoutSeconds(@Nullable Long value) {
        return with("timeout_seconds", value);
    }

    /**
     * How many seconds from now a doubtful code is kept back in case a better one comes, up to 60; unless given what
     * /v1/request-settings says, and 2.5 times that where callers at the identifier ask before their codes come. 0
     * gives it at once; null leaves it out.
     */
    public CodeRequestFields hesitationSeconds(@Nullable Long value) {
        return with("hesitation_seconds", value);
    }

    /**
     * {@code code} tells the code. {@code handle} tells a handle of 60 seconds in its place, for callers that must
     * not see it: POST /v1/code-handles/{handle}/redeem gives the code, once. {@code code} unless given. One of CODE,
     * HANDLE; null leaves it out.
     */
    public CodeRequestFields deliver(@Nullable String value) {
        return with("deliver", value);
    }

    /** The fields that were set, as JSON names them. */
    public Map<String, Object> json() {
        return Map.copyOf(fields);
    }

    private CodeRequestFields with(String name, @Nullable Object value) {
        if (value == null) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
        return this;
    }
}
// spotless:on
