package dev.postern.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message arrived and held a code or a link. At least one of the two sealed values is there.
 *
 * @param totpCodeId the code's id, {@code totp_<integer>}; also the event's id
 * @param organizationId the owner
 * @param matchKey keyed hash of organisation and normalised identifier; the record's key
 * @param source the caller's free label, null when none was given
 * @param otpType what the message carried
 * @param run the run it is bound to
 * @param receivedAt when Postern accepted it, or whoever brought it got it, if that was long before
 * @param expiresAt the caller's hard expiry, null when none was given
 * @param statedUntil the end of validity that the message states, null when it states none
 * @param boundDomain the site the message binds its code to, in lower case (WICG "Origin-bound one-time codes delivered via
 *     SMS"), null for an unbound code
 * @param origin how it came in and from whom, null in events of the first version
 * @param codeMasked for people: never enough to use the code
 * @param identifierMasked for people: never enough to know the address
 * @param codeSealed the code, sealed; null when only a link was found
 * @param linkSealed the link, sealed; null when only a code was found
 * @param identifierSealed the identifier as sent, sealed
 * @param contentSealed the text as sent, sealed
 * @param contentTruncated whether the text was cut at the limit for events
 * @param repeatKey keyed hash of caller, identifier and text, so that a message sent twice is recognised
 * @param evidence why the text was taken for a code
 */
public record CodeReceived(
        String totpCodeId,
        String organizationId,
        String matchKey,
        @Nullable String source,
        OtpType otpType,
        RunScope run,
        Instant receivedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant statedUntil,
        @Nullable String boundDomain,
        @Nullable Origin origin,
        String codeMasked,
        String identifierMasked,
        @Nullable String codeSealed,
        @Nullable String linkSealed,
        String identifierSealed,
        String contentSealed,
        boolean contentTruncated,
        String repeatKey,
        Evidence evidence)
        implements Event {

    public CodeReceived {
        Objects.requireNonNull(totpCodeId, "totpCodeId");
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(matchKey, "matchKey");
        Objects.requireNonNull(otpType, "otpType");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(codeMasked, "codeMasked");
        Objects.requireNonNull(identifierMasked, "identifierMasked");
        Objects.requireNonNull(identifierSealed, "identifierSealed");
        Objects.requireNonNull(contentSealed, "contentSealed");
        Objects.requireNonNull(repeatKey, "repeatKey");
        Objects.requireNonNull(evidence, "evidence");
        if (codeSealed == null && linkSealed == null) {
            throw new IllegalArgumentException("A received code needs a code or a link");
        }
    }

    @Override
    public String id() {
        return totpCodeId;
    }

    @Override
    public String type() {
        return "code.received";
    }

    @Override
    public Instant time() {
        return receivedAt;
    }

    @Override
    public Topic topic() {
        return Topic.CODES_RECEIVED;
    }

    @Override
    public String key() {
        return matchKey;
    }

    /** A copy under another match key, with other hashes of its sender. */
    public CodeReceived with(String newMatchKey, Origin newOrigin) {
        return new CodeReceived(
                totpCodeId,
                organizationId,
                newMatchKey,
                source,
                otpType,
                run,
                receivedAt,
                expiresAt,
                statedUntil,
                boundDomain,
                newOrigin,
                codeMasked,
                identifierMasked,
                codeSealed,
                linkSealed,
                identifierSealed,
                contentSealed,
                contentTruncated,
                repeatKey,
                evidence);
    }
}
