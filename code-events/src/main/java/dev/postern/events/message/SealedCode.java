package dev.postern.events.message;

import dev.postern.events.Masks;
import dev.postern.events.OtpType;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a message: a code, a link, or a code with a link beside it.
 *
 * @param type what a login gets: the code where there is one
 * @param masked for people: never enough to use it
 * @param code the code, sealed; null when only a link was found
 * @param link the link, sealed; null when only a code was found
 */
public record SealedCode(
        OtpType type,
        String masked,
        @Nullable String code,
        @Nullable String link) {

    /**
     * Masks and seals what was found. At least one of the two is there.
     *
     * @param code null when only a link was found
     * @param link null when only a code was found
     */
    public static SealedCode of(@Nullable String code, @Nullable String link, FieldSealer sealer) {
        return new SealedCode(
                code == null ? OtpType.MAGIC_LINK : OtpType.TOTP,
                code == null ? Masks.link() : Masks.code(code),
                code == null ? null : sealer.seal("code", code),
                link == null ? null : sealer.seal("link", link));
    }
}
