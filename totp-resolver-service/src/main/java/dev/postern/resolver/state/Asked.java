package dev.postern.resolver.state;

import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.platform.sealing.SealedField;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a login asked for, and the other data that a request has in all its states.
 *
 * @param id {@code cr_…}
 * @param organizationId the owner
 * @param runKey the run that a code would be given to
 * @param run the ids it was made with
 * @param recipient where its codes are received; null while it waits for an authenticator or a {@code totp_url} only
 * @param credential the credential asked for; null when none was
 * @param wanted the type asked for; null for any
 * @param minRemainingSeconds how long an authenticator's code must still be valid
 * @param createdAt when it was made
 * @param expiresAt when waiting ends
 * @param seenAt when its caller last called, or was seen to be gone
 * @param hesitatesUntil until when a doubtful code is kept back from it
 * @param heldBy the replicas that hold a connection for it, with commas between; null for none
 * @param urlResponses how its {@code totp_url} answered lately, the newest last; null when it has none
 * @param byHandle that its caller is told a handle in place of the code; null for the code itself
 * @param askedBy the id of the API key or endpoint that asked; null for one that an older version stored
 */
public record Asked(
        String id,
        String organizationId,
        String runKey,
        RunScope run,
        @Nullable Recipient recipient,
        @Nullable Credential credential,
        @Nullable OtpType wanted,
        int minRemainingSeconds,
        Instant createdAt,
        Instant expiresAt,
        Instant seenAt,
        Instant hesitatesUntil,
        @Nullable String heldBy,
        @Nullable List<UrlResponse> urlResponses,
        @Nullable ByHandle byHandle,
        @Nullable String askedBy) {
    /**
     * An identifier at which codes are received.
     *
     * @param matchKey where the request meets received codes
     * @param identifierSealed the identifier as sent; opens under {@link Asked#identifierPlace()}
     * @param identifierMasked for events
     */
    public record Recipient(String matchKey, String identifierSealed, String identifierMasked) {}

    /**
     * A credential whose code is needed.
     *
     * @param id the credential's id
     * @param state why it gives no code; null when it can give one
     */
    public record Credential(String id, @Nullable CredentialState state) {}

    /**
     * The caller is told a handle, and the code is for whoever redeems it: docs/rules.md, "Handles".
     *
     * @param redeemedAt when that was done; null when it was not
     */
    public record ByHandle(@Nullable Instant redeemedAt) {}

    /** Where the request meets received codes; null when it waits for no received code. */
    public @Nullable String matchKey() {
        return recipient == null ? null : recipient.matchKey();
    }

    /** The id that others may see: of its workflow run, of its task, or its own. It is never the caller's key. */
    public String publicRun() {
        return publicRun(run, id);
    }

    static String publicRun(RunScope run, String requestId) {
        return run.workflowRunId() != null ? run.workflowRunId() : run.taskId() != null ? run.taskId() : requestId;
    }

    /** Whether nobody was told its code yet, since its handle was not redeemed. */
    public boolean isUnredeemed() {
        return byHandle != null && byHandle.redeemedAt() == null;
    }

    /** Whether a replica other than this one is to be woken then. */
    public boolean isHeldElsewhere(String replica) {
        return heldBy != null && !heldBy.equals(replica);
    }

    /** What the identifier was sealed for. */
    public SealedField identifierPlace() {
        return identifierPlace(organizationId, id);
    }

    /** What a request's identifier is sealed for. */
    public static SealedField identifierPlace(String organizationId, String requestId) {
        return new SealedField(organizationId, requestId, "identifier");
    }

    /** What a code that was not received is sealed for. */
    public SealedField codePlace() {
        return codePlace(organizationId, id);
    }

    static SealedField codePlace(String organizationId, String requestId) {
        return new SealedField(organizationId, requestId, "code");
    }
}
