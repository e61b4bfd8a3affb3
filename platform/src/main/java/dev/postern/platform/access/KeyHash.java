package dev.postern.platform.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The form in which API keys are stored and looked up. A plain SHA-256 is enough, because a key has 256 random bits.
 */
public final class KeyHash {

    private KeyHash() {}

    /** Lower-case hex SHA-256 of the key's UTF-8 bytes. */
    public static String of(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
