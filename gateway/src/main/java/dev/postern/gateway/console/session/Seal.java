package dev.postern.gateway.console.session;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals a cookie by AES-256-GCM (NIST SP 800-38D) with a random nonce, bound to its purpose. A key seals a few texts for each sign-in and
 * one for each minute in which a person does something, so the 2^32 texts that random nonces allow are out of reach.
 */
final class Seal {
    static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final byte[] purpose;
    private final SecureRandom random;

    Seal(byte[] key, String purpose, SecureRandom random) {
        this.key = new SecretKeySpec(key, "AES");
        this.purpose = purpose.getBytes(StandardCharsets.US_ASCII);
        this.random = random;
    }

    String seal(JsonObject text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(text.toBuffer().getBytes());
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Buffer.buffer(nonce).appendBytes(sealed).getBytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed", e);
        }
    }

    /** The text, or null for what this key did not seal for this purpose. */
    @Nullable JsonObject open(String sealed) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed);
            if (bytes.length <= NONCE_BYTES) {
                return null;
            }
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return new JsonObject(Buffer.buffer(text));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose);
        return cipher;
    }
}
