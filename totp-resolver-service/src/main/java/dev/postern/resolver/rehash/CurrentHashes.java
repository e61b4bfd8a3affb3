package dev.postern.resolver.rehash;

import dev.postern.events.CodeReceived;
import dev.postern.events.MessageUnparsed;
import dev.postern.events.Origin;
import dev.postern.events.OtherHashes;
import dev.postern.events.identifier.Identifier;
import dev.postern.platform.sealing.IndexKey;
import dev.postern.platform.sealing.IndexKey.Noting;
import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.PayloadSealer.CannotOpen;
import dev.postern.platform.sealing.SealedField;
import dev.postern.resolver.site.Sites;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives an event the hashes that this replica makes, with those of the other keys, whichever key its writer had: it may have waited on
 * its topic. With one key nothing is opened, and the event stays as it is.
 */
@ApplicationScoped
public class CurrentHashes {
    private final IndexKey indexKey;
    private final PayloadSealer sealer;
    private final Sites sites;

    /** Hashes by the keyset of this replica. */
    public CurrentHashes(IndexKey indexKey, PayloadSealer sealer, Sites sites) {
        this.indexKey = indexKey;
        this.sealer = sealer;
        this.sites = sites;
    }

    private record Made(String matchKey, Origin origin) {}

    /** The code as this replica would tell it; as it came when its fields cannot be opened. */
    public CodeReceived of(CodeReceived code) {
        Noting hashes = indexKey.noting();
        if (!hashes.several()) {
            return code;
        }
        // Only for what the other keys make of it: the site's own keys are made when the code is stored.
        sites.keys(code, hashes.key());
        return made(hashes, code.organizationId(), code.totpCodeId(), code.identifierSealed(), code.origin())
                .map(made -> code.with(made.matchKey(), made.origin()))
                .orElse(code);
    }

    /** The message as this replica would tell it; as it came when its fields cannot be opened. */
    public MessageUnparsed of(MessageUnparsed message) {
        Noting hashes = indexKey.noting();
        if (!hashes.several()) {
            return message;
        }
        return made(
                        hashes,
                        message.organizationId(),
                        message.totpCodeId(),
                        message.identifierSealed(),
                        message.origin())
                .map(made -> message.with(made.matchKey(), made.origin()))
                .orElse(message);
    }

    private Optional<Made> made(
            Noting hashes, String organizationId, String id, String identifierSealed, @Nullable Origin origin) {
        Origin came = origin == null ? new Origin(null, null, null, List.of()) : origin;
        String senderSealed = came.senderSealed();
        try {
            Identifier identifier =
                    Identifier.of(sealer.open(identifierSealed, new SealedField(organizationId, id, "identifier")));
            String matchKey = hashes.key().matchKey(organizationId, identifier).value();
            List<String> senderKeys = senderSealed == null
                    ? List.of()
                    : hashes.key()
                            .senderKeys(
                                    organizationId,
                                    sealer.open(senderSealed, new SealedField(organizationId, id, "sender")));
            OtherHashes others = hashes.others().and(Origin.othersOf(origin));
            return Optional.of(new Made(matchKey, came.with(senderKeys, others)));
        } catch (CannotOpen e) {
            return Optional.empty();
        }
    }
}
