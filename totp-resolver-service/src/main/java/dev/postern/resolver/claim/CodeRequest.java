package dev.postern.resolver.claim;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.platform.sealing.SealedField;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A login's request for a code, as it stands in the database.
 *
 * @param id {@code cr_…}
 * @param organizationId the owner
 * @param status where it stands
 * @param runKey the run a code would be handed out to
 * @param run the ids it was made with
 * @param matchKey where it meets received codes; null when it waits for an authenticator only
 * @param identifierSealed the identifier as sent; null when none was
 * @param identifierMasked for events; null when no identifier was sent
 * @param credentialId the credential asked for; null when none was
 * @param credentialState why the credential's code cannot be had; null when it can, or when none was asked for
 * @param wanted the type asked for; null for any
 * @param minRemainingSeconds how long an authenticator's code must still be valid
 * @param createdAt when it was made
 * @param expiresAt when waiting ends
 * @param heldBy the replica that holds a connection for it, {@code *} for several, null for none
 * @param withheld a code it was not given since the code is bound to another site than its page's, while no caller has been
 *     told; null otherwise
 * @param delivery its code; null until it has one
 * @param urlResponses how its {@code totp_url} answered lately, the newest last; null when it has none
 */
public record CodeRequest(
        String id,
        String organizationId,
        Status status,
        String runKey,
        RunScope run,
        @Nullable String matchKey,
        @Nullable String identifierSealed,
        @Nullable String identifierMasked,
        @Nullable String credentialId,
        @Nullable CredentialState credentialState,
        @Nullable OtpType wanted,
        int minRemainingSeconds,
        Instant createdAt,
        Instant expiresAt,
        @Nullable String heldBy,
        @Nullable String withheld,
        @Nullable Delivery delivery,
        @Nullable List<UrlResponse> urlResponses) {
    private static final String SEVERAL = "*";

    /** Whom it is for, as others may know it: the workflow run, the task or the request, but no key of its caller's. */
    public String publicRun() {
        return run.workflowRunId() != null ? run.workflowRunId() : run.taskId() != null ? run.taskId() : id;
    }

    /** Whether nothing more will happen to it without the caller. */
    public boolean isFinal() {
        return status != Status.WAITING;
    }

    /** Whether a replica is woken when something happens to it. */
    boolean wakes(String replica) {
        return replica.equals(heldBy) || SEVERAL.equals(heldBy);
    }

    /** Whether another replica than this one, or one beside it, is to be woken then. */
    boolean isHeldElsewhere(String replica) {
        return heldBy != null && !heldBy.equals(replica);
    }

    /** Whether its caller is to be warned of the page it is on. */
    public boolean toBeWarned() {
        return withheld != null && status == Status.WAITING;
    }

    /** What the identifier was sealed for. */
    public SealedField identifierPlace() {
        return identifierPlace(organizationId, id);
    }

    /** What a request's identifier is sealed for. */
    public static SealedField identifierPlace(String organizationId, String requestId) {
        return new SealedField(organizationId, requestId, "identifier");
    }

    /** What an authenticator's code is sealed for. */
    public SealedField codePlace() {
        return codePlace(organizationId, id);
    }

    static SealedField codePlace(String organizationId, String requestId) {
        return new SealedField(organizationId, requestId, "code");
    }
}
