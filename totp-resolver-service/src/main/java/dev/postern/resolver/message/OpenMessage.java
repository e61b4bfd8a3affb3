package dev.postern.resolver.message;

import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.PayloadSealer.CannotOpen;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Opens what is sealed of a message. */
@ApplicationScoped
class OpenMessage {
    private final PayloadSealer sealer;

    OpenMessage(PayloadSealer sealer) {
        this.sealer = sealer;
    }

    /** The message opened; empty for one that does not open here, which nobody can read any more. */
    Optional<OpenedMessage> open(StoredMessage message) {
        String senderSealed = message.origin().senderSealed();
        try {
            return Optional.of(new OpenedMessage(
                    message,
                    sealer.open(message.identifierSealed(), message.place("identifier")),
                    senderSealed == null ? null : sealer.open(senderSealed, message.place("sender")),
                    sealer.open(message.contentSealed(), message.place("content"))));
        } catch (CannotOpen e) {
            return Optional.empty();
        }
    }
}
