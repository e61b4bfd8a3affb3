package dev.postern.resolver.message;

import dev.postern.events.CodeReceived;
import dev.postern.events.Evidence;
import dev.postern.events.Masks;
import dev.postern.events.OtpType;
import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.CodeExtractor.Wanted;
import dev.postern.extraction.Details;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Reason;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of a message the code that would have been received had it been found at once: under the message's id and time. */
@ApplicationScoped
class CodeOfMessage {
    /** The rule of what a person found. */
    static final String PICKED = "picked-by-person";

    private static final Evidence BY_PERSON = new Evidence(PICKED, 1);
    private static final Extraction NOTHING_SURE = new Extraction.Nothing(Reason.AMBIGUOUS);

    private final CodeExtractor extractor = new CodeExtractor();
    private final PayloadSealer sealer;
    private final IndexKey indexKey;

    CodeOfMessage(PayloadSealer sealer, IndexKey indexKey) {
        this.sealer = sealer;
        this.indexKey = indexKey;
    }

    /** What the extractor finds in it now. Of a message that was cut it takes nothing: what is missing may contradict. */
    Extraction read(OpenedMessage message) {
        Extraction found = extractor.extract(message.forExtractor());
        return message.stored().contentTruncated() && !(found instanceof Extraction.Nothing) ? NOTHING_SURE : found;
    }

    /** The same for a login that needs this type. */
    Extraction read(OpenedMessage message, OtpType wanted) {
        Extraction found = read(message);
        if (message.stored().contentTruncated() || holds(found, wanted)) {
            return found;
        }
        return extractor.extract(message.forExtractor(), wanted == OtpType.TOTP ? Wanted.CODE : Wanted.LINK);
    }

    private static boolean holds(Extraction found, OtpType wanted) {
        return switch (found) {
            case Extraction.Both both -> true;
            case Extraction.Code code -> wanted == OtpType.TOTP;
            case Extraction.Link link -> wanted == OtpType.MAGIC_LINK;
            case Extraction.Nothing nothing -> false;
        };
    }

    /** The code of what was found; empty for nothing. */
    Optional<CodeReceived> of(OpenedMessage message, Extraction found) {
        return switch (found) {
            case Extraction.Code code -> Optional.of(make(message, code.value(), null, evidence(code.evidence())));
            case Extraction.Link link -> Optional.of(make(message, null, link.url(), evidence(link.evidence())));
            case Extraction.Both(Extraction.Code code, Extraction.Link link) ->
                Optional.of(make(message, code.value(), link.url(), evidence(code.evidence())));
            case Extraction.Nothing nothing -> Optional.empty();
        };
    }

    /** The code of what a person picked. */
    CodeReceived picked(OpenedMessage message, OtpType type, String value) {
        return type == OtpType.TOTP ? make(message, value, null, BY_PERSON) : make(message, null, value, BY_PERSON);
    }

    private CodeReceived make(OpenedMessage message, @Nullable String code, @Nullable String link, Evidence evidence) {
        StoredMessage stored = message.stored();
        Details details = Details.of(message.forExtractor());
        Duration validFor = details.validFor();
        String channelId = stored.origin().channelId();
        return new CodeReceived(
                stored.id(),
                stored.organizationId(),
                stored.matchKey(),
                stored.source(),
                code == null ? OtpType.MAGIC_LINK : OtpType.TOTP,
                stored.run(),
                stored.receivedAt(),
                stored.expiresAt(),
                validFor == null ? null : stored.receivedAt().plus(validFor),
                details.boundDomain(),
                stored.origin(),
                code == null ? Masks.link() : Masks.code(code),
                stored.identifierMasked(),
                code == null ? null : sealer.seal(code, stored.place("code")),
                link == null ? null : sealer.seal(link, stored.place("link")),
                stored.identifierSealed(),
                stored.contentSealed(),
                stored.contentTruncated(),
                // Whose key pushed it is not known any more: all pushes of one text count as one key's.
                indexKey.repeatKey(stored.matchKey(), channelId == null ? "" : channelId, message.content()),
                evidence);
    }

    private static Evidence evidence(dev.postern.extraction.Evidence found) {
        return new Evidence(found.rule(), found.confidence());
    }
}
