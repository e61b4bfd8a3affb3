package dev.postern.ingest.message;

import dev.postern.events.CodeReceived;
import dev.postern.events.MessagePart;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.OtherHashes;
import dev.postern.events.SingleUse;
import dev.postern.events.identifier.Identifier;
import dev.postern.events.message.FieldSealer;
import dev.postern.events.message.Receipt;
import dev.postern.events.message.ReceivedMessage;
import dev.postern.events.message.RepeatKey;
import dev.postern.events.message.SealedContent;
import dev.postern.events.message.SealedIdentifier;
import dev.postern.extraction.Details;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Message;
import dev.postern.extraction.Reason;
import dev.postern.extraction.TextEvidence.Part;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.IndexKey.Noting;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.SealedField;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the events of messages. It seals private values for their field and masks values that are shown. */
@ApplicationScoped
class MessageEvents {
    /** The reason of a part, which was not read. */
    private static final String PART = "part";

    private final PayloadSealer sealer;
    private final IndexKey indexKey;
    private final TotpCodeIds ids;

    MessageEvents(PayloadSealer sealer, IndexKey indexKey, TotpCodeIds ids) {
        this.sealer = sealer;
        this.indexKey = indexKey;
        this.ids = ids;
    }

    /** The event of a message that holds a code or a link. */
    CodeReceived withCode(IncomingMessage message, Receipt receipt, Extraction.Present found, Details details) {
        FieldSealer fields = sealer(message, receipt);
        boolean inHtml = found.evidence().part() == Part.HTML;
        Noting hashes = indexKey.noting();
        RepeatKey repeatKey = hashes.key()
                .repeatKey(
                        message.organizationId(),
                        message.sentTo().identifier(),
                        message.entrance().id(),
                        message.content());
        ReceivedMessage received =
                received(message, receipt, fields, inHtml ? message.htmlContent() : message.content(), null, hashes);
        return received.withCode(
                found.seal(fields),
                details.limits(receipt),
                repeatKey,
                found.evidence().forEvent());
    }

    /** The event of a message in which nothing was found. */
    MessageUnparsed withoutCode(IncomingMessage message, Receipt receipt, Reason reason) {
        Message said = message.message();
        return received(message, receipt, sealer(message, receipt), message.content(), null, indexKey.noting())
                .withoutCode(
                        reason.wireName(),
                        said.subject().isEmpty() ? null : said.subject().length(),
                        (said.text() == null && said.html() != null) ? true : null);
    }

    /** The event of a part of a long text. */
    MessageUnparsed ofPart(IncomingMessage message, Receipt receipt, String group, int number, int total) {
        Noting hashes = indexKey.noting();
        String together = hashes.key().digest("parts to " + message.entrance().id(), group + '\n' + total);
        return received(
                        message,
                        receipt,
                        sealer(message, receipt),
                        message.content(),
                        new MessagePart(together, number, total),
                        hashes)
                .withoutCode(PART, null, null);
    }

    /** @param hashes those of the event that were made already */
    private ReceivedMessage received(
            IncomingMessage message,
            Receipt receipt,
            FieldSealer fields,
            String shown,
            @Nullable MessagePart part,
            Noting hashes) {
        Identifier identifier = message.sentTo().identifier();
        EventContent content = EventContent.of(shown);
        return new ReceivedMessage(
                receipt,
                message.organizationId(),
                new SealedIdentifier(
                        indexKey.matchKey(message.organizationId(), identifier),
                        identifier.masked(),
                        fields.seal("identifier", message.sentTo().shown())),
                message.source(),
                message.run(),
                message.expiresAt(),
                origin(message, receipt, fields, part, hashes),
                new SealedContent(fields.seal("content", content.text()), content.truncated()));
    }

    private Origin origin(
            IncomingMessage message, Receipt receipt, FieldSealer fields, @Nullable MessagePart part, Noting hashes) {
        String named = message.message().sender();
        String sender = named == null || named.isBlank() ? null : named;
        SingleUse singleUse = singleUse(message.entrance(), hashes.key());
        ids.all(message.entrance()).stream()
                .filter(id -> !id.equals(receipt.totpCodeId()))
                .forEach(id -> hashes.note(id, receipt.totpCodeId()));
        OtherHashes others = hashes.others();
        return new Origin(
                channelId(message.entrance()),
                sender == null ? null : Identifier.of(sender).masked(),
                sender == null ? null : fields.seal("sender", sender),
                sender == null ? List.of() : indexKey.senderKeys(message.organizationId(), sender),
                singleUse,
                part,
                others.isEmpty() ? null : others);
    }

    private static @Nullable SingleUse singleUse(Entrance entrance, IndexKey hashes) {
        Entrance.SingleUse posted = entrance instanceof Entrance.Channel channel ? channel.singleUse() : null;
        return posted == null
                ? null
                : new SingleUse(
                        hashes.digest("single use of " + entrance.id(), posted.token()),
                        hashes.digest("content of " + entrance.id(), posted.content()));
    }

    private static @Nullable String channelId(Entrance entrance) {
        return switch (entrance) {
            case Entrance.Channel channel -> channel.id();
            case Entrance.ApiKey _ -> null;
        };
    }

    private FieldSealer sealer(IncomingMessage message, Receipt receipt) {
        return (field, plain) ->
                sealer.seal(plain, new SealedField(message.organizationId(), receipt.totpCodeId(), field));
    }
}
