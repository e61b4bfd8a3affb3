package dev.postern.credential.provider;

import java.util.Base64;
import java.util.function.Predicate;

/** Which text is a secret of a provider. */
// The tests of a text hold no state.
@SuppressWarnings("ImmutableEnumChecker")
public enum SecretForm {
    /** Any text: a token, a key, or {@code user:password}. */
    TEXT("Input should be a secret of 1 to 4096 characters", secret -> !secret.isBlank()),
    /** A user and a password. */
    USER_AND_PASSWORD(
            "Input should be user:password, with a password of 8 characters at least",
            secret -> secret.indexOf(':') > 0 && secret.length() - secret.indexOf(':') > 8),
    /** Standard Webhooks, "Signature scheme": a secret has between 24 and 64 bytes. */
    SIGNING_SECRET("Input should be whsec_ and 24 to 64 bytes in Base64", SecretForm::isSigningSecret),
    /** A secret or a public key of Standard Webhooks; some senders leave out the prefix. */
    WEBHOOK_KEY(
            "Input should be whsec_ or whpk_ and a key in Base64, or the key alone",
            secret -> isBase64(withoutPrefix(secret), 16, 512)),
    /** A secret of Standard Webhooks, or the key with which mails are fetched. */
    SIGNING_SECRET_OR_API_KEY(
            "Input should be whsec_ and a key in Base64, or an API key that begins with re_",
            secret -> secret.startsWith("re_") ? secret.length() > 10 : isBase64(withoutPrefix(secret), 16, 512)),
    /** An Ed25519 key: 32 bytes, or X.509, in Base64. */
    ED25519_KEY("Input should be the public key in Base64", secret -> isBase64(secret, 32, 64));

    private static final String SECRET_PREFIX = "whsec_";
    private static final String KEY_PREFIX = "whpk_";
    private static final int LEAST_SIGNING_BYTES = 24;
    private static final int MOST_SIGNING_BYTES = 64;

    private final String sentence;
    private final Predicate<String> fits;

    SecretForm(String sentence, Predicate<String> fits) {
        this.sentence = sentence;
        this.fits = fits;
    }

    /** What a caller is told of a text that is none. */
    public String sentence() {
        return sentence;
    }

    /** Whether the text is a secret of this form. */
    public boolean fits(String secret) {
        return fits.test(secret);
    }

    private static boolean isSigningSecret(String secret) {
        return secret.startsWith(SECRET_PREFIX)
                && isBase64(secret.substring(SECRET_PREFIX.length()), LEAST_SIGNING_BYTES, MOST_SIGNING_BYTES);
    }

    private static String withoutPrefix(String secret) {
        if (secret.startsWith(SECRET_PREFIX)) {
            return secret.substring(SECRET_PREFIX.length());
        }
        return secret.startsWith(KEY_PREFIX) ? secret.substring(KEY_PREFIX.length()) : secret;
    }

    private static boolean isBase64(String text, int least, int most) {
        try {
            int bytes = Base64.getDecoder().decode(text).length;
            return bytes >= least && bytes <= most;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
