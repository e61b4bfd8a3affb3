package dev.postern.ingest.message;

import dev.postern.events.CodeReceived;
import dev.postern.events.Evidence;
import dev.postern.events.Masks;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.OtpType;
import dev.postern.events.identifier.Identifier;
import dev.postern.extraction.Details;
import dev.postern.extraction.Evidence.Part;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Reason;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the events of messages: what is private is sealed for its place, what is shown is masked. */
@ApplicationScoped
class MessageEvents {
    private final PayloadSealer sealer;
    private final IndexKey indexKey;

    MessageEvents(PayloadSealer sealer, IndexKey indexKey) {
        this.sealer = sealer;
        this.indexKey = indexKey;
    }

    /** Of a code, and of the link beside it if there is one: whoever claims either claims the message. */
    CodeReceived withCode(
            IncomingMessage message,
            String id,
            Instant receivedAt,
            Extraction.Code found,
            Extraction.@Nullable Link link,
            Details details) {
        return received(
                message,
                id,
                receivedAt,
                OtpType.TOTP,
                Masks.code(found.value()),
                seal(message, id, "code", found.value()),
                link == null ? null : seal(message, id, "link", link.url()),
                found.evidence(),
                details);
    }

    CodeReceived withLink(
            IncomingMessage message, String id, Instant receivedAt, Extraction.Link found, Details details) {
        String sealed = seal(message, id, "link", found.url());
        return received(
                message, id, receivedAt, OtpType.MAGIC_LINK, Masks.link(), null, sealed, found.evidence(), details);
    }

    MessageUnparsed unparsed(IncomingMessage message, String id, Instant receivedAt, Reason reason) {
        Identifier identifier = Identifier.of(message.identifier());
        EventContent content = EventContent.of(message.content(false));
        return new MessageUnparsed(
                id,
                message.organizationId(),
                indexKey.matchKey(message.organizationId(), identifier),
                reason.name().toLowerCase(Locale.ROOT),
                message.source(),
                message.run(),
                receivedAt,
                message.expiresAt(),
                origin(message, id),
                identifier.masked(),
                seal(message, id, "identifier", message.identifier()),
                seal(message, id, "content", content.text()),
                content.truncated(),
                message.message().subject().isEmpty()
                        ? null
                        : message.message().subject().length(),
                (message.message().text() == null && message.message().html() != null) ? true : null);
    }

    private CodeReceived received(
            IncomingMessage message,
            String id,
            Instant receivedAt,
            OtpType type,
            String masked,
            @Nullable String codeSealed,
            @Nullable String linkSealed,
            dev.postern.extraction.Evidence evidence,
            Details details) {
        Identifier identifier = Identifier.of(message.identifier());
        String matchKey = indexKey.matchKey(message.organizationId(), identifier);
        EventContent content = EventContent.of(message.content(evidence.part() == Part.HTML));
        return new CodeReceived(
                id,
                message.organizationId(),
                matchKey,
                message.source(),
                type,
                message.run(),
                receivedAt,
                message.expiresAt(),
                details.validFor() == null ? null : receivedAt.plus(details.validFor()),
                details.boundDomain(),
                origin(message, id),
                masked,
                identifier.masked(),
                codeSealed,
                linkSealed,
                seal(message, id, "identifier", message.identifier()),
                seal(message, id, "content", content.text()),
                content.truncated(),
                indexKey.repeatKey(matchKey, message.senderId(), message.content(false)),
                new Evidence(evidence.rule(), evidence.confidence()));
    }

    private Origin origin(IncomingMessage message, String id) {
        String sender = message.message().sender();
        if (sender == null || sender.isBlank()) {
            return new Origin(message.channelId(), null, null, List.of());
        }
        return new Origin(
                message.channelId(),
                Identifier.of(sender).masked(),
                seal(message, id, "sender", sender),
                indexKey.senderKeys(message.organizationId(), sender));
    }

    private String seal(IncomingMessage message, String id, String field, String plain) {
        return sealer.seal(plain, new SealedField(message.organizationId(), id, field));
    }
}
