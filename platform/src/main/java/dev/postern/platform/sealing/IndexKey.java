package dev.postern.platform.sealing;

import com.google.crypto.tink.prf.PrfSet;
import dev.postern.events.identifier.Identifier;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Keyed hashes (HMAC-SHA-256) by which sealed things are found: whoever reads a topic or a table cannot test addresses
 * against them without the key. Parts are length-prefixed, so that no two lists of parts hash alike.
 */
public final class IndexKey {
    private static final int BYTES = 32;

    private final PrfSet prf;

    IndexKey(PrfSet prf) {
        this.prf = prf;
    }

    /** Where codes for this identifier meet requests for it. 43 characters of URL-safe Base64. */
    public String matchKey(String organizationId, Identifier identifier) {
        return hash("match", organizationId, identifier.normalised());
    }

    /** Equal for the same text sent by the same key to the same identifier. */
    public String repeatKey(String matchKey, String apiKeyId, String content) {
        return hash("repeat", matchKey, apiKeyId, content);
    }

    /** A digest of something that must be recognised later but not kept. */
    public String digest(String purpose, String text) {
        return hash("digest", purpose, text);
    }

    private String hash(String... parts) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            input.writeBytes(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            input.write(':');
            input.writeBytes(bytes);
        }
        try {
            byte[] hash = prf.computePrimary(input.toByteArray(), BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Hashing failed", e);
        }
    }
}
