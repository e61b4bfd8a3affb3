package dev.postern.resolver.claim;

import dev.postern.events.CodeSource;
import dev.postern.events.Evidence;
import dev.postern.events.OtpType;
import dev.postern.platform.sealing.SealedField;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The code a request was given, still sealed.
 *
 * @param source where it came from
 * @param type what it is
 * @param codeSealed opens under {@link #place}
 * @param place what it was sealed for
 * @param totpCodeId the received message; null for other sources
 * @param step the time step of an authenticator's code; null for other sources
 * @param receivedAt when the message was accepted; null for other sources
 * @param validFrom when an authenticator's code begins to be valid; null for other sources
 * @param validUntil after this it is of no use
 * @param evidence why the message's text was taken for a code; null for other sources
 */
public record Delivery(
        CodeSource source,
        OtpType type,
        String codeSealed,
        SealedField place,
        @Nullable String totpCodeId,
        @Nullable Long step,
        @Nullable Instant receivedAt,
        @Nullable Instant validFrom,
        Instant validUntil,
        @Nullable Evidence evidence) {}
