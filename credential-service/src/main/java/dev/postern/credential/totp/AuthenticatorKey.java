package dev.postern.credential.totp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person pasted as an authenticator's key, understood: raw Base32, an {@code otpauth://totp/} URI (also wholly
 * percent-encoded), or any text with a {@code secret=} member. The rules and what is stored are Skyvern's
 * ({@code skyvern/forge/sdk/services/credentials.py}).
 */
public final class AuthenticatorKey {
    private static final Pattern SECRET_MEMBER =
            Pattern.compile("(?:^|[?&])secret=([^&#]++)", Pattern.CASE_INSENSITIVE);

    private final String normalised;
    private final Authenticator authenticator;

    private AuthenticatorKey(String normalised, Authenticator authenticator) {
        this.normalised = normalised;
        this.authenticator = authenticator;
    }

    /** Never fails; empty for a text that is no key. */
    public static Optional<AuthenticatorKey> parse(String pasted) {
        String compact = withoutWhitespace(pasted);
        if (OtpauthUri.isTotp(compact)) {
            return OtpauthUri.parse(compact).map(read -> new AuthenticatorKey(compact, read));
        }
        String decoded = PercentEncoding.decode(compact);
        if (OtpauthUri.isTotp(decoded)) {
            return OtpauthUri.parse(decoded).map(read -> new AuthenticatorKey(decoded, read));
        }
        Optional<AuthenticatorKey> raw = ofBase32(compact);
        if (raw.isPresent() || OtpauthUri.isOtpauth(compact) || OtpauthUri.isOtpauth(decoded)) {
            return raw;
        }
        Matcher member = SECRET_MEMBER.matcher(decoded);
        return member.find() ? ofBase32(member.group(1)) : Optional.empty();
    }

    /** The form to store: the URI, so that algorithm, digits and period survive, or the bare Base32. A secret. */
    public String reveal() {
        return normalised;
    }

    /** What makes its codes. */
    public Authenticator authenticator() {
        return authenticator;
    }

    @Override
    public String toString() {
        return "***";
    }

    private static Optional<AuthenticatorKey> ofBase32(String text) {
        String letters = text.replace("-", "");
        return Base32Secret.decode(letters)
                .map(seed -> new AuthenticatorKey(letters, Authenticator.withDefaults(seed)));
    }

    static String withoutWhitespace(String text) {
        StringBuilder compact = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> !Character.isWhitespace(point) && !Character.isSpaceChar(point))
                .forEach(compact::appendCodePoint);
        return compact.toString();
    }
}
