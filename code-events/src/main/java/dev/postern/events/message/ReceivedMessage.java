package dev.postern.events.message;

import dev.postern.events.CodeReceived;
import dev.postern.events.Evidence;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.RunScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What both kinds of event say about a message, with or without a code.
 *
 * @param receipt its id and when it came
 * @param organizationId the owner
 * @param identifier the address it was sent to
 * @param source the caller's free label, null when none was given
 * @param run the run it is bound to
 * @param expiresAt the caller's hard expiry, null when none was given
 * @param origin how it came in and from whom, null in events of the first version
 * @param content its text
 */
public record ReceivedMessage(
        Receipt receipt,
        String organizationId,
        SealedIdentifier identifier,
        @Nullable String source,
        RunScope run,
        @Nullable Instant expiresAt,
        @Nullable Origin origin,
        SealedContent content) {

    /**
     * The event of a message in which a code or a link was found.
     *
     * @param repeatKey recognises a second delivery of it
     * @param evidence why it was taken for a code
     */
    public CodeReceived withCode(SealedCode code, StatedLimits stated, RepeatKey repeatKey, Evidence evidence) {
        return new CodeReceived(
                receipt.totpCodeId(),
                organizationId,
                identifier.matchKey().value(),
                source,
                code.type(),
                run,
                receipt.receivedAt(),
                expiresAt,
                stated.until(),
                stated.boundDomain(),
                origin,
                code.masked(),
                identifier.masked(),
                code.code(),
                code.link(),
                identifier.sealed(),
                content.sealed(),
                content.truncated(),
                repeatKey.value(),
                evidence);
    }

    /**
     * The event of a message in which nothing was found.
     *
     * @param reason from the extractor's fixed list
     * @param subjectLength the length of a mail's subject, in UTF-16 units of the content; null when there is
     *     no subject
     * @param bodyIsHtml whether the body is HTML; null for plain text
     */
    public MessageUnparsed withoutCode(String reason, @Nullable Integer subjectLength, @Nullable Boolean bodyIsHtml) {
        return new MessageUnparsed(
                receipt.totpCodeId(),
                organizationId,
                identifier.matchKey().value(),
                reason,
                source,
                run,
                receipt.receivedAt(),
                expiresAt,
                origin,
                identifier.masked(),
                identifier.sealed(),
                content.sealed(),
                content.truncated(),
                subjectLength,
                bodyIsHtml);
    }
}
