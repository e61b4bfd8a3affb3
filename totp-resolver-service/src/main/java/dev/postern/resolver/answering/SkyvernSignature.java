package dev.postern.resolver.answering;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jspecify.annotations.Nullable;

/**
 * {@code x-skyvern-signature}: HMAC-SHA256 over the body as it was sent, in lower-case hexadecimal, keyed with the text
 * of an API key of the Skyvern organisation ({@code skyvern/forge/sdk/core/security.py}). The timestamp beside it is
 * ignored: it is not signed, and it is wrong on a server outside UTC.
 *
 * @param text what the header holds
 */
record SkyvernSignature(String text) {
    static final String HEADER = "x-skyvern-signature";
    /** SHA-256 in hexadecimal digits. */
    static final int LENGTH = 64;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + LENGTH + "}");

    /** The header's signature; null when the header is missing or is not a signature. */
    static @Nullable SkyvernSignature of(@Nullable String header) {
        return header != null && FORM.matcher(header).matches() ? new SkyvernSignature(header) : null;
    }

    /** Whether one of the keys signed the body. The time it takes does not reveal how much of the signature fits. */
    boolean isOf(byte[] body, List<String> keys) {
        byte[] given = text.getBytes(StandardCharsets.US_ASCII);
        boolean genuine = false;
        for (String key : keys) {
            String expected = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmacHex(body);
            genuine |= MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII), given);
        }
        return genuine;
    }

    @Override
    public String toString() {
        return "SkyvernSignature[***]";
    }
}
