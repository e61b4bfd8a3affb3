package dev.postern.resolver.message;

import dev.postern.events.CodeReceived;
import dev.postern.events.Evidence;
import dev.postern.events.Masks;
import dev.postern.events.OtpType;
import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.CodeExtractor.Wanted;
import dev.postern.extraction.Details;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Extraction.Found;
import dev.postern.extraction.Reason;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a code out of a message: the one that would have been received had it been found at once, with the message's id and time. */
@ApplicationScoped
public class CodeOfMessage {
    /** The rule of what a person found. */
    static final String PICKED = "picked-by-person";

    private static final Evidence BY_PERSON = new Evidence(PICKED, 1);
    private static final Found NOTHING_SURE = new Extraction.Nothing(Reason.AMBIGUOUS);

    private final CodeExtractor extractor = new CodeExtractor();
    private final PayloadSealer sealer;
    private final IndexKey indexKey;

    CodeOfMessage(PayloadSealer sealer, IndexKey indexKey) {
        this.sealer = sealer;
        this.indexKey = indexKey;
    }

    /** What the extractor finds in it now. Of a message that was cut it takes nothing: what is missing may contradict. */
    public Extraction read(UnsealedMessage message) {
        return sure(message, extractor.extract(message.forExtractor()));
    }

    /** The same for logins that need these types: the first of them that the message has. */
    Extraction read(UnsealedMessage message, List<OtpType> wanted) {
        List<Wanted> kinds = wanted.stream()
                .map(type -> type == OtpType.TOTP ? Wanted.CODE : Wanted.LINK)
                .toList();
        return sure(message, extractor.extractFor(message.forExtractor(), kinds));
    }

    private static Extraction sure(UnsealedMessage message, Extraction extraction) {
        boolean doubtful = message.stored().contentTruncated() && !(extraction.found() instanceof Extraction.Nothing);
        return doubtful ? new Extraction(NOTHING_SURE, extraction.details()) : extraction;
    }

    /** The code of what was found; empty for nothing. */
    public Optional<CodeReceived> of(UnsealedMessage message, Extraction extraction) {
        Details details = extraction.details();
        return switch (extraction.found()) {
            case Extraction.Code code ->
                Optional.of(make(message, code.value(), null, details, evidence(code.evidence())));
            case Extraction.Link link ->
                Optional.of(make(message, null, link.url(), details, evidence(link.evidence())));
            case Extraction.Both(Extraction.Code code, Extraction.Link link) ->
                Optional.of(make(message, code.value(), link.url(), details, evidence(code.evidence())));
            case Extraction.Nothing nothing -> Optional.empty();
        };
    }

    /** The code of what a person picked. */
    public CodeReceived picked(UnsealedMessage message, OtpType type, String value) {
        Details details = extractor.extract(message.forExtractor()).details();
        return type == OtpType.TOTP
                ? make(message, value, null, details, BY_PERSON)
                : make(message, null, value, details, BY_PERSON);
    }

    private CodeReceived make(
            UnsealedMessage message, @Nullable String code, @Nullable String link, Details details, Evidence evidence) {
        StoredMessage stored = message.stored();
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
