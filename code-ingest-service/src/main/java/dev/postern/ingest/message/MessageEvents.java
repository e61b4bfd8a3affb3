package dev.postern.ingest.message;

import dev.postern.events.CodeReceived;
import dev.postern.events.Evidence;
import dev.postern.events.Masks;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.OtpType;
import dev.postern.events.identifier.Identifier;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Reason;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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

    CodeReceived withCode(IncomingMessage message, String text, String id, Instant receivedAt, Extraction.Code found) {
        String sealed = seal(message, id, "code", found.value());
        return received(
                message, text, id, receivedAt, OtpType.TOTP, Masks.code(found.value()), sealed, null, found.evidence());
    }

    CodeReceived withLink(IncomingMessage message, String text, String id, Instant receivedAt, Extraction.Link found) {
        String sealed = seal(message, id, "link", found.url());
        return received(
                message, text, id, receivedAt, OtpType.MAGIC_LINK, Masks.link(), null, sealed, found.evidence());
    }

    MessageUnparsed unparsed(IncomingMessage message, String text, String id, Instant receivedAt, Reason reason) {
        Identifier identifier = Identifier.of(message.identifier());
        EventContent content = EventContent.of(text);
        return new MessageUnparsed(
                id,
                message.organizationId(),
                indexKey.matchKey(message.organizationId(), identifier),
                reason.name().toLowerCase(Locale.ROOT),
                message.source(),
                message.run(),
                receivedAt,
                message.expiresAt(),
                identifier.masked(),
                seal(message, id, "identifier", message.identifier()),
                seal(message, id, "content", content.text()),
                content.truncated());
    }

    private CodeReceived received(
            IncomingMessage message,
            String text,
            String id,
            Instant receivedAt,
            OtpType type,
            String masked,
            @Nullable String codeSealed,
            @Nullable String linkSealed,
            dev.postern.extraction.Evidence evidence) {
        Identifier identifier = Identifier.of(message.identifier());
        String matchKey = indexKey.matchKey(message.organizationId(), identifier);
        EventContent content = EventContent.of(text);
        return new CodeReceived(
                id,
                message.organizationId(),
                matchKey,
                message.source(),
                type,
                message.run(),
                receivedAt,
                message.expiresAt(),
                masked,
                identifier.masked(),
                codeSealed,
                linkSealed,
                seal(message, id, "identifier", message.identifier()),
                seal(message, id, "content", content.text()),
                content.truncated(),
                indexKey.repeatKey(matchKey, message.senderId(), message.content()),
                new Evidence(evidence.rule(), evidence.confidence()));
    }

    private String seal(IncomingMessage message, String id, String field, String plain) {
        return sealer.seal(plain, new SealedField(message.organizationId(), id, field));
    }
}
