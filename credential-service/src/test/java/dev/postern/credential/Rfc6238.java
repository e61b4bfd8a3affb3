package dev.postern.credential;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A second computation of RFC 6238, written apart from the one it checks. */
public final class Rfc6238 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Rfc6238() {}

    /** The six digits of a step under HMAC-SHA-1. */
    public static String code(String base32, long step) {
        try {
            BigInteger bits = BigInteger.ZERO;
            for (int at = 0; at < base32.length(); at++) {
                bits = bits.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(base32.charAt(at))));
            }
            int length = base32.length() * 5 / 8;
            byte[] key = new byte[length];
            BigInteger whole = bits.shiftRight(base32.length() * 5 % 8);
            for (int i = length - 1; i >= 0; i--) {
                key[i] = whole.byteValue();
                whole = whole.shiftRight(8);
            }
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "raw"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int at = hash[19] & 15;
            long value = ((hash[at] & 127L) << 24)
                    | ((hash[at + 1] & 255L) << 16)
                    | ((hash[at + 2] & 255L) << 8)
                    | (hash[at + 3] & 255L);
            return "%06d".formatted(value % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
