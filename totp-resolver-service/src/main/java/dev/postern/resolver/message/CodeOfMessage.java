package dev.postern.resolver.message;

import dev.postern.events.CodeReceived;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.events.identifier.Identifier;
import dev.postern.events.message.FieldSealer;
import dev.postern.events.message.ReceivedMessage;
import dev.postern.events.message.RepeatKey;
import dev.postern.events.message.SealedCode;
import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Details;
import dev.postern.extraction.Extraction;
import dev.postern.extraction.Extraction.Found;
import dev.postern.extraction.Reason;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.resolver.rehash.CurrentHashes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Makes a code out of a message, as if the code had been found at once, with the message's id and time. */
@ApplicationScoped
public class CodeOfMessage {
    /** The name of the rule for what a person found. */
    static final String PICKED = "picked-by-person";

    private static final Evidence BY_PERSON = new Evidence(PICKED, 1);
    private static final Found NOTHING_SURE = new Extraction.Nothing(Reason.AMBIGUOUS);

    private final CodeExtractor extractor = new CodeExtractor();
    private final PayloadSealer sealer;
    private final IndexKey indexKey;
    private final CurrentHashes hashes;

    CodeOfMessage(PayloadSealer sealer, IndexKey indexKey, CurrentHashes hashes) {
        this.sealer = sealer;
        this.indexKey = indexKey;
        this.hashes = hashes;
    }

    /**
     * What the extractor finds in it now. From a truncated message it takes nothing: the missing part may contradict.
     */
    public Extraction read(UnsealedMessage message) {
        return sure(message, extractor.extract(message.forExtractor()));
    }

    /**
     * What it holds for logins that wait: the first of the types they named that is there, else anything if one of them
     * takes anything. Less evidence is enough than for a message that nobody waits for.
     */
    Extraction read(UnsealedMessage message, Needs needs) {
        Extraction named = extractor.extractFor(message.forExtractor(), needs.types());
        boolean missing = named.found() instanceof Extraction.Nothing
                && needs.either()
                && !needs.types().isEmpty();
        return sure(message, missing ? extractor.extractFor(message.forExtractor(), List.of()) : named);
    }

    private static Extraction sure(UnsealedMessage message, Extraction extraction) {
        boolean doubtful = message.stored().contentTruncated() && !(extraction.found() instanceof Extraction.Nothing);
        return doubtful ? new Extraction(NOTHING_SURE, extraction.details()) : extraction;
    }

    /** The code of what was found; empty for nothing. */
    public Optional<CodeReceived> of(UnsealedMessage message, Extraction extraction) {
        return switch (extraction.found()) {
            case Extraction.Present found ->
                Optional.of(event(
                        message,
                        found.seal(sealer(message)),
                        extraction.details(),
                        found.evidence().forEvent()));
            case Extraction.Nothing _ -> Optional.empty();
        };
    }

    /** The code of what a person picked. */
    public CodeReceived picked(UnsealedMessage message, OtpType type, String value) {
        String code = type == OtpType.TOTP ? value : null;
        String link = type == OtpType.TOTP ? null : value;
        Details details = extractor.extract(message.forExtractor()).details();
        return event(message, SealedCode.of(code, link, sealer(message)), details, BY_PERSON);
    }

    private CodeReceived event(UnsealedMessage message, SealedCode code, Details details, Evidence evidence) {
        ReceivedMessage received = message.stored().received();
        String channelId = message.stored().origin().channelId();
        // It is no longer known whose key pushed it. All pushes of one text count as one key's.
        RepeatKey repeatKey = indexKey.repeatKey(
                received.organizationId(),
                Identifier.of(message.identifier()),
                channelId == null ? "" : channelId,
                message.content());
        return hashes.of(received.withCode(code, details.limits(received.receipt()), repeatKey, evidence));
    }

    private FieldSealer sealer(UnsealedMessage message) {
        return (field, plain) -> sealer.seal(plain, message.stored().place(field));
    }
}
