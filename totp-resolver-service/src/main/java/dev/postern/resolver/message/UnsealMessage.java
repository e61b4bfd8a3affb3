package dev.postern.resolver.message;

import dev.postern.platform.sealing.PayloadSealer;
import dev.postern.platform.sealing.PayloadSealer.CannotOpen;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Unseals what a message keeps sealed: its identifier, its sender and its content. */
@ApplicationScoped
public class UnsealMessage {
    private final PayloadSealer sealer;

    UnsealMessage(PayloadSealer sealer) {
        this.sealer = sealer;
    }

    /** The message unsealed; empty when this installation's keys do not open it. */
    public Optional<UnsealedMessage> unseal(StoredMessage message) {
        String senderSealed = message.origin().senderSealed();
        try {
            return Optional.of(new UnsealedMessage(
                    message,
                    sealer.open(message.identifierSealed(), message.place("identifier")),
                    senderSealed == null ? null : sealer.open(senderSealed, message.place("sender")),
                    sealer.open(message.contentSealed(), message.place("content"))));
        } catch (CannotOpen e) {
            return Optional.empty();
        }
    }
}
