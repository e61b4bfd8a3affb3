package dev.postern.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message arrived in which no code could be found with confidence. It is kept for a person, or for a better extractor. Or it is a part
 * of a long text ({@link Origin#part}), which was not read.
 *
 * @param totpCodeId the message's id, {@code totp_<integer>}; also the event's id
 * @param organizationId the owner
 * @param matchKey keyed hash of organisation and normalised identifier; the record's key
 * @param reason why nothing was taken, from the extractor's fixed list
 * @param source the caller's free label, null when none was given
 * @param run the run it is bound to
 * @param receivedAt when Postern accepted it, or whoever brought it got it, if that was long before
 * @param expiresAt the caller's hard expiry, null when none was given
 * @param origin how it came in and from whom, null in events of the first version
 * @param identifierMasked for people: never enough to know the address
 * @param identifierSealed the identifier as sent, sealed
 * @param contentSealed the text as sent, sealed
 * @param contentTruncated whether the text was cut at the limit for events
 * @param subjectLength how much of the content's beginning is the subject of a mail, in UTF-16 units; after it follow an empty line
 *     and the body, if there is one. Null when there is no subject, and in events of the first version
 * @param bodyIsHtml whether the body is HTML; null for plain text, and in events of the first version
 */
public record MessageUnparsed(
        String totpCodeId,
        String organizationId,
        String matchKey,
        String reason,
        @Nullable String source,
        RunScope run,
        Instant receivedAt,
        @Nullable Instant expiresAt,
        @Nullable Origin origin,
        String identifierMasked,
        String identifierSealed,
        String contentSealed,
        boolean contentTruncated,
        @Nullable Integer subjectLength,
        @Nullable Boolean bodyIsHtml)
        implements Event {

    public MessageUnparsed {
        Objects.requireNonNull(totpCodeId, "totpCodeId");
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(matchKey, "matchKey");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(identifierMasked, "identifierMasked");
        Objects.requireNonNull(identifierSealed, "identifierSealed");
        Objects.requireNonNull(contentSealed, "contentSealed");
    }

    /** Which part of a long text it is; null for a whole message. */
    public @Nullable MessagePart part() {
        return origin == null ? null : origin.part();
    }

    @Override
    public String id() {
        return totpCodeId;
    }

    @Override
    public String type() {
        return "message.unparsed";
    }

    @Override
    public Instant time() {
        return receivedAt;
    }

    @Override
    public Topic topic() {
        return Topic.MESSAGES_UNPARSED;
    }

    @Override
    public String key() {
        return matchKey;
    }

    /** A copy under another match key, with other hashes of its sender. */
    public MessageUnparsed with(String newMatchKey, Origin newOrigin) {
        return new MessageUnparsed(
                totpCodeId,
                organizationId,
                newMatchKey,
                reason,
                source,
                run,
                receivedAt,
                expiresAt,
                newOrigin,
                identifierMasked,
                identifierSealed,
                contentSealed,
                contentTruncated,
                subjectLength,
                bodyIsHtml);
    }
}
