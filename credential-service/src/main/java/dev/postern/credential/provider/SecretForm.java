package dev.postern.credential.provider;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which text is a secret of a provider. A text with blanks around it is none: it was copied with them, and would prove nothing.
 */
// The tests of a text hold no state.
@SuppressWarnings("ImmutableEnumChecker")
public enum SecretForm {
    /** Any text. */
    TEXT("a secret of 1 to 4096 characters without blanks around it", SecretForm::isText),
    /** What a header carries as it is, or as {@code user:password} in Base64. */
    TOKEN(
            "a token of letters, digits and signs without blanks around it, or user:password",
            secret -> isText(secret) && (secret.indexOf(':') > 0 || isPrintable(secret))),
    /** A user and a password. */
    USER_AND_PASSWORD(
            "user:password, with a password of 8 characters at least",
            secret -> secret.indexOf(':') > 0 && secret.length() - secret.indexOf(':') > 8),
    /** A key with its name. */
    NAMED_KEY("a key as name=key", secret -> isText(secret) && secret.matches("[A-Za-z][A-Za-z0-9_-]{0,99}=.+")),
    /** What a mailbox is signed in with. */
    PASSWORD(
            "a password or a refresh token without blanks around it",
            secret -> isText(secret) && !isClientSecret(secret)),
    /** What an application proves itself with. */
    CLIENT_SECRET("client_secret= and the secret of the application", SecretForm::isClientSecret),
    /** Standard Webhooks, "Signature scheme": a secret has between 24 and 64 bytes. */
    SIGNING_SECRET("whsec_ and 24 to 64 bytes in Base64", secret -> isSigningSecret(secret, 24, 64)),
    /** A secret of Standard Webhooks; some senders leave out the prefix, or have keys of other lengths. */
    WEBHOOK_SECRET(
            "whsec_ and a key in Base64, or the key alone",
            secret -> isSigningSecret(secret, 16, 512) || isBase64(secret, 16, 512)),
    /** A public key of Standard Webhooks. */
    WEBHOOK_PUBLIC_KEY(
            "whpk_ and an Ed25519 key in Base64",
            secret -> secret.startsWith("whpk_") && isEd25519(secret.substring("whpk_".length()))),
    /** The key with which Resend's mails are fetched. */
    RESEND_API_KEY("an API key that begins with re_", secret -> secret.matches("re_[!-~]{8,}")),
    /** An Ed25519 key: 32 bytes, or X.509, in Base64. */
    ED25519_KEY("an Ed25519 public key in Base64", SecretForm::isEd25519),
    /** A key on an elliptic curve: X.509, in Base64. */
    ELLIPTIC_KEY("a public key in Base64 that begins with MFkw", secret -> isPublicKey("EC", secret));

    private static final String SECRET_PREFIX = "whsec_";
    private static final String CLIENT_PREFIX = "client_secret=";
    // RFC 8410, section 4: what stands before the 32 bytes of an Ed25519 key in X.509.
    private static final String ED25519_PREFIX = "302a300506032b6570032100";
    private static final int ED25519_BYTES = 32;

    private final String words;
    private final Predicate<String> fits;

    SecretForm(String words, Predicate<String> fits) {
        this.words = words;
        this.fits = fits;
    }

    /** What it is, to stand after "Input should be". */
    public String words() {
        return words;
    }

    /** Whether the text is a secret of this form. */
    public boolean fits(String secret) {
        return fits.test(secret);
    }

    private static boolean isText(String secret) {
        return !secret.isBlank()
                && secret.equals(secret.strip())
                && secret.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isPrintable(String secret) {
        return secret.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    private static boolean isClientSecret(String secret) {
        return secret.startsWith(CLIENT_PREFIX) && isText(secret.substring(CLIENT_PREFIX.length()));
    }

    private static boolean isSigningSecret(String secret, int least, int most) {
        return secret.startsWith(SECRET_PREFIX) && isBase64(secret.substring(SECRET_PREFIX.length()), least, most);
    }

    private static boolean isBase64(String text, int least, int most) {
        return decoded(text)
                .filter(bytes -> bytes.length >= least && bytes.length <= most)
                .isPresent();
    }

    private static boolean isEd25519(String text) {
        return decoded(text)
                .map(bytes -> bytes.length == ED25519_BYTES
                        ? Base64.getEncoder()
                                .encodeToString(HexFormat.of()
                                        .parseHex(
                                                ED25519_PREFIX + HexFormat.of().formatHex(bytes)))
                        : text)
                .filter(x509 -> isPublicKey("Ed25519", x509))
                .isPresent();
    }

    private static boolean isPublicKey(String algorithm, String text) {
        return decoded(text)
                .filter(bytes -> {
                    try {
                        KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes));
                        return true;
                    } catch (GeneralSecurityException e) {
                        // A text that is no key of this algorithm.
                        return false;
                    }
                })
                .isPresent();
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
