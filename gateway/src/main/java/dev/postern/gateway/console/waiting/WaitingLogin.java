package dev.postern.gateway.console.waiting;

import static dev.postern.gateway.console.api.Texts.text;

import dev.postern.gateway.console.api.Texts;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A login that waits.
 *
 * @param id its code request
 * @param identifier where its code is sent; empty when it waits for a credential or for a server of its own
 * @param credentialId the credential that it waits for; empty for none
 * @param run its workflow_run_id, else its task_id, else the request itself
 * @param workflowRunId empty for none
 * @param taskId empty for none
 * @param type what it waits for: {@code totp}, {@code magic_link}, or empty for either
 * @param createdAt since when
 * @param expiresAt until when
 * @param attended whether its caller is there
 * @param hints what it knows while it waits
 */
record WaitingLogin(
        String id,
        String identifier,
        String credentialId,
        String run,
        String workflowRunId,
        String taskId,
        String type,
        String createdAt,
        String expiresAt,
        boolean attended,
        List<String> hints) {

    WaitingLogin {
        hints = List.copyOf(hints);
    }

    static WaitingLogin of(JsonObject json) {
        return new WaitingLogin(
                text(json, "code_request_id"),
                text(json, "totp_identifier"),
                text(json, "credential_id"),
                text(json, "run"),
                text(json, "workflow_run_id"),
                text(json, "task_id"),
                text(json, "otp_type"),
                text(json, "created_at"),
                text(json, "expires_at"),
                Texts.isTrue(json, "attended"),
                Texts.objects(json, "hints").stream()
                        .map(hint -> text(hint, "text"))
                        .distinct()
                        .toList());
    }

    /** Whether the run is no more than the request itself. */
    public boolean isAlone() {
        return run.equals(id);
    }

    /** Whether a person can answer it: it waits at an address. */
    public boolean isAnswerable() {
        return !identifier.isEmpty();
    }

    /** Whether somebody made it to see what happens. */
    public boolean isTried() {
        return identifier.equals(WaitingPages.TRIED);
    }

    /** What it waits for, in words. */
    public String wants() {
        return switch (type) {
            case "totp" -> "a code";
            case "magic_link" -> "a link";
            default -> "a code or a link";
        };
    }

    boolean waitedSince(Instant now, Duration atLeast) {
        return !createdAt.isEmpty() && !Instant.parse(createdAt).plus(atLeast).isAfter(now);
    }
}
