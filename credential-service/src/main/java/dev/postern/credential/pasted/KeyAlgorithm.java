package dev.postern.credential.pasted;

import dev.postern.credential.totp.HashAlgorithm;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names that apps give to a hash function: {@code sha1}, {@code SHA-256}, {@code HmacSHA512}. */
final class KeyAlgorithm {
    private KeyAlgorithm() {}

    /** Null for a name of none of them. */
    static @Nullable HashAlgorithm named(String name) {
        String letters = name.toUpperCase(Locale.ROOT).replaceAll("[-_ /.]", "");
        String bare = letters.startsWith("HMAC") ? letters.substring(4) : letters;
        return switch (bare.endsWith("HMAC") ? bare.substring(0, bare.length() - 4) : bare) {
            case "SHA1" -> HashAlgorithm.SHA1;
            case "SHA256", "SHA2256" -> HashAlgorithm.SHA256;
            case "SHA512", "SHA2512" -> HashAlgorithm.SHA512;
            default -> null;
        };
    }
}
