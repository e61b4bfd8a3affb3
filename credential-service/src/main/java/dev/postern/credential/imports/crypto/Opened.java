package dev.postern.credential.imports.crypto;

import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Ciphertexts of exports, opened. A wrong key is told from a damaged file by nobody: the seal fits or does not. */
public final class Opened {
    private static final int TAG_BITS = 128;
    private static final String HMAC = "HmacSHA256";

    private Opened() {}

    /**
     * The password that was given.
     *
     * @throws UnreadableExport when none was
     */
    public static String required(@Nullable String password) throws UnreadableExport {
        if (password == null || password.isEmpty()) {
            throw new UnreadableExport(Reason.PASSWORD_MISSING, "The file is encrypted. Give its password.");
        }
        return password;
    }

    /**
     * AES-GCM (NIST SP 800-38D) with a tag of 16 bytes.
     *
     * @param sealed the ciphertext and its tag behind it
     * @throws UnreadableExport when the key does not fit
     */
    public static byte[] gcm(byte[] key, byte[] nonce, byte[] sealed) throws UnreadableExport {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(sealed);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw wrongPassword();
        }
    }

    /**
     * AES-CBC with PKCS #7 padding, and HMAC-SHA-256 over vector and ciphertext.
     *
     * @throws UnreadableExport when the keys do not fit
     */
    public static byte[] cbc(byte[] key, byte[] macKey, byte[] vector, byte[] ciphertext, byte[] mac)
            throws UnreadableExport {
        try {
            byte[] expected = hmac(macKey, vector, ciphertext);
            if (!MessageDigest.isEqual(expected, mac)) {
                throw wrongPassword();
            }
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
            return cipher.doFinal(ciphertext);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw wrongPassword();
        }
    }

    /** HKDF's second half (RFC 5869, section 2.3) for 32 bytes, with SHA-256. */
    public static byte[] expanded(byte[] key, String info) {
        try {
            return hmac(key, info.getBytes(StandardCharsets.UTF_8), new byte[] {1});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks HMAC-SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    /**
     * Bytes from Base64.
     *
     * @throws UnreadableExport when it is none
     */
    public static byte[] base64(String text) throws UnreadableExport {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException _) {
            throw UnreadableExport.damaged();
        }
    }

    /**
     * Bytes from hexadecimal digits.
     *
     * @throws UnreadableExport when it is none
     */
    public static byte[] hex(String text) throws UnreadableExport {
        try {
            return HexFormat.of().parseHex(text.strip());
        } catch (IllegalArgumentException _) {
            throw UnreadableExport.damaged();
        }
    }

    /** One after the other. */
    public static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** Nothing was opened. */
    public static UnreadableExport wrongPassword() {
        return new UnreadableExport(
                Reason.PASSWORD_WRONG, "The password does not open the file, or the file was changed.");
    }
}
