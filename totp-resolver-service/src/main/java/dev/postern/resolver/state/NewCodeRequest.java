package dev.postern.resolver.state;

import dev.postern.events.OtherHashes;
import dev.postern.events.OtpType;
import dev.postern.events.RunScope;
import dev.postern.platform.sealing.SealedField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is about to be stored.
 *
 * @param id made by the caller, which can then wait for the request before it is stored
 * @param organizationId the owner
 * @param askedBy the id of the API key or endpoint that asks, which the audit names; it may be shown
 * @param run the ids it was made with
 * @param workflowPermanentId the workflow across its versions; null when not given
 * @param recipient where its codes are received; null when no identifier was sent
 * @param credential the credential asked for; null when none was
 * @param asksForSteps whether a code of the credential is still to be asked for
 * @param wanted the type asked for; null for any
 * @param receivedAfter older codes are refused; null for the organisation's look-back before the run's first request
 * @param senderKey whom the code must come from; null for anybody
 * @param pageHost the host of the page on which the code will be typed; null when it is not known
 * @param minRemainingSeconds how long an authenticator's code must still be valid
 * @param timeout how long it may wait
 * @param idempotencyKey a repeated key joins this request for 24 hours; null for none
 * @param bodyDigest tells whether a repeated key comes with another body
 * @param siteKeys keyed hashes of the site on which the code will be typed: its domain, then its name; empty when it is
 *     not known
 * @param hesitation how long a doubtful code is kept back from it; null for the organisation's
 * @param holder who will hold the connection; null when the caller does not wait
 * @param urlSealed the {@code totp_url} to call while it waits; null when it has none
 * @param byHandle whether its caller is told a handle in place of the code
 * @param otherHashes what other keys of the index keyset make of its match key, sender, site and body
 */
public record NewCodeRequest(
        String id,
        String organizationId,
        String askedBy,
        RunScope run,
        @Nullable String workflowPermanentId,
        Asked.@Nullable Recipient recipient,
        Asked.@Nullable Credential credential,
        boolean asksForSteps,
        @Nullable OtpType wanted,
        @Nullable Instant receivedAfter,
        @Nullable String senderKey,
        @Nullable String pageHost,
        int minRemainingSeconds,
        Duration timeout,
        @Nullable String idempotencyKey,
        String bodyDigest,
        List<String> siteKeys,
        @Nullable Duration hesitation,
        @Nullable Holder holder,
        @Nullable String urlSealed,
        boolean byHandle,
        OtherHashes otherHashes) {

    public NewCodeRequest {
        siteKeys = List.copyOf(siteKeys);
    }

    /**
     * The replica that holds the caller's connection.
     *
     * @param longest after this time the caller is answered in any case
     */
    public record Holder(String replica, Duration longest) {}

    /** A copy that stands at a site, if it does not say itself where it stands. */
    public NewCodeRequest atSite(List<String> keys, OtherHashes others) {
        return siteKeys.isEmpty() ? copy(credential, asksForSteps, urlSealed, keys, otherHashes.and(others)) : this;
    }

    /** A copy without the {@code totp_url}, which is no longer needed. */
    public NewCodeRequest withoutUrl() {
        return copy(credential, asksForSteps, null, siteKeys, otherHashes);
    }

    /** A copy whose credential is still to be asked for a code, by any replica if this one dies first. */
    public NewCodeRequest askingForSteps() {
        return copy(credential, true, urlSealed, siteKeys, otherHashes);
    }

    /** A copy that says why the credential gives no code. */
    public NewCodeRequest with(CredentialState state) {
        Asked.Credential changed = credential == null ? null : new Asked.Credential(credential.id(), state);
        return copy(changed, asksForSteps, urlSealed, siteKeys, otherHashes);
    }

    /** Where the request meets received codes; null when it waits for no received code. */
    public @Nullable String matchKey() {
        return recipient == null ? null : recipient.matchKey();
    }

    /** What an authenticator's code is sealed for. */
    public SealedField codePlace() {
        return Asked.codePlace(organizationId, id);
    }

    private NewCodeRequest copy(
            Asked.@Nullable Credential newCredential,
            boolean newAsksForSteps,
            @Nullable String newUrlSealed,
            List<String> newSiteKeys,
            OtherHashes newOtherHashes) {
        return new NewCodeRequest(
                id,
                organizationId,
                askedBy,
                run,
                workflowPermanentId,
                recipient,
                newCredential,
                newAsksForSteps,
                wanted,
                receivedAfter,
                senderKey,
                pageHost,
                minRemainingSeconds,
                timeout,
                idempotencyKey,
                bodyDigest,
                newSiteKeys,
                hesitation,
                holder,
                newUrlSealed,
                byHandle,
                newOtherHashes);
    }

    /** The run that others may see: {@link Asked#publicRun()}. */
    public String publicRun() {
        return Asked.publicRun(run, id);
    }

    /**
     * The run that a code would be given to: the workflow run, else the task, else this request. A request with an
     * idempotency key counts as one request each time the key is repeated.
     */
    public String runKey() {
        if (run.workflowRunId() != null) {
            return "run:" + run.workflowRunId();
        }
        if (run.taskId() != null) {
            return "task:" + run.taskId();
        }
        return idempotencyKey != null ? "key:" + idempotencyKey : "request:" + id;
    }
}
