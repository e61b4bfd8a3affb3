package dev.postern.resolver.calling;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.platform.sealing.SealedField;
import org.jspecify.annotations.Nullable;

/**
 * A call that this replica, and no other, is to make for a waiting request.
 *
 * @param requestId {@code cr_…}
 * @param organizationId the organisation whose secret signs
 * @param run the ids to send
 * @param workflowPermanentId the workflow's id to send; null when not known
 * @param wanted the type asked for; null for any
 * @param matchKey where the request meets received codes; null when it waits for no received code
 * @param urlSealed the address to call
 */
public record UrlCall(
        String requestId,
        String organizationId,
        RunScope run,
        @Nullable String workflowPermanentId,
        @Nullable OtpType wanted,
        @Nullable String matchKey,
        String urlSealed) {

    /** What the address was sealed for. */
    public SealedField urlPlace() {
        return urlPlace(organizationId, requestId);
    }

    /** What a request's address is sealed for. */
    public static SealedField urlPlace(String organizationId, String requestId) {
        return new SealedField(organizationId, requestId, "totp_url");
    }

    /** What a code for the request is sealed for. */
    public SealedField codePlace() {
        return new SealedField(organizationId, requestId, "code");
    }
}
