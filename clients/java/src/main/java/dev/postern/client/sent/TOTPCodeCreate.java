// spotless:off
package dev.postern.client.sent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Unknown fields are ignored. Written by clients/generate.py from gateway/openapi.yaml.
 */
public final class TOTPCodeCreate {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** E-mail address, phone number or any label; null leaves it out. */
    public TOTPCodeCreate totpIdentifier(@Nullable String value) {
        return with("totp_identifier", value);
    }

    /** Binds the code to this task; null leaves it out. */
    public TOTPCodeCreate taskId(@Nullable String value) {
        return with("task_id", value);
    }

    /** Binds the code to this workflow; null leaves it out. */
    public TOTPCodeCreate workflowId(@Nullable String value) {
        return with("workflow_id", value);
    }

    /** Binds the code to this workflow run; null leaves it out. */
    public TOTPCodeCreate workflowRunId(@Nullable String value) {
        return with("workflow_run_id", value);
    }

    /** as in the API; null leaves it out. */
    public TOTPCodeCreate source(@Nullable String value) {
        return with("source", value);
    }

    /** The code itself in up to ten characters, or the whole message; null leaves it out. */
    public TOTPCodeCreate content(@Nullable String value) {
        return with("content", value);
    }

    /** When the code ends, at the latest. ISO 8601, UTC when no zone is given, or Unix seconds; null leaves it out. */
    public TOTPCodeCreate expiredAt(@Nullable String value) {
        return with("expired_at", value);
    }

    /** Checked and ignored. One of totp, magic_link; null leaves it out. */
    public TOTPCodeCreate type(@Nullable String value) {
        return with("type", value);
    }

    /** The fields that were set, as JSON names them. */
    public Map<String, Object> json() {
        return Map.copyOf(fields);
    }

    private TOTPCodeCreate with(String name, @Nullable Object value) {
        if (value == null) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
        return this;
    }
}
// spotless:on
