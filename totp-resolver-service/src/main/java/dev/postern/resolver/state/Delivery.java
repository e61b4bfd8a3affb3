package dev.postern.resolver.state;

import dev.postern.events.CodeSource;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.platform.sealing.SealedField;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The code a request was given, by where it came from. */
public sealed interface Delivery {
    /**
     * A code as it is stored.
     *
     * @param value sealed
     * @param place what it was sealed for
     */
    record SealedCode(String value, SealedField place) {}

    /** It is still there. */
    sealed interface Known extends Delivery {
        /** What was given. */
        SealedCode code();

        /** A code or a link. */
        OtpType type();

        /** After this it is of no use. */
        Instant validUntil();
    }

    /**
     * It was received in a message.
     *
     * @param totpCodeId the message
     * @param type a code or a link
     * @param code sealed for the message
     * @param receivedAt when the message was accepted
     * @param validUntil after this it is of no use
     * @param evidence why the message's text was taken for a code
     * @param doubt why it may be another login's; null for no doubt
     */
    record Received(
            String totpCodeId,
            OtpType type,
            SealedCode code,
            Instant receivedAt,
            Instant validUntil,
            Evidence evidence,
            @Nullable Doubt doubt)
            implements Known {}

    /**
     * It was computed from a credential's seed; it is a one-time password.
     *
     * @param code sealed for the request
     * @param validFrom when its time step begins
     * @param validUntil when its time step ends
     */
    record Authenticator(SealedCode code, Instant validFrom, Instant validUntil) implements Known {
        @Override
        public OtpType type() {
            return OtpType.TOTP;
        }
    }

    /**
     * The request's {@code totp_url} answered with it.
     *
     * @param type a code or a link
     * @param code sealed for the request
     * @param receivedAt when it was answered
     * @param validUntil after this it is of no use
     * @param evidence why a text was taken for a code; null when the answer was the code
     * @param doubt why it may be of no use; null for no doubt
     */
    record TotpUrl(
            OtpType type,
            SealedCode code,
            Instant receivedAt,
            Instant validUntil,
            @Nullable Evidence evidence,
            @Nullable Doubt doubt)
            implements Known {}

    /** It was deleted when its retention time was over. */
    record Erased() implements Delivery {}

    /** The id by which the audit names it: of the message, or else of the request that has it. */
    default String shownId(Asked asked) {
        return this instanceof Received received ? received.totpCodeId() : asked.id();
    }

    /** Where it came from; null when it was erased. */
    default @Nullable CodeSource source() {
        return switch (this) {
            case Received _ -> CodeSource.RECEIVED;
            case Authenticator _ -> CodeSource.AUTHENTICATOR;
            case TotpUrl _ -> CodeSource.TOTP_URL;
            case Erased _ -> null;
        };
    }
}
