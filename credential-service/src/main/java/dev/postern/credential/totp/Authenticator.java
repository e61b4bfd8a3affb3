package dev.postern.credential.totp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the codes of one seed: RFC 6238 over RFC 4226, section 5.3.
 *
 * @param seed the shared secret
 * @param algorithm the hash function
 * @param digits length of a code, 6 to 8
 * @param periodSeconds how long a code is valid, at least 1
 */
public record Authenticator(Seed seed, HashAlgorithm algorithm, int digits, int periodSeconds) {
    private static final int[] MODULUS = {1_000_000, 10_000_000, 100_000_000};
    private static final int FEWEST_DIGITS = 6;
    private static final int MOST_DIGITS = 8;

    public Authenticator {
        if (digits < FEWEST_DIGITS || digits > MOST_DIGITS) {
            throw new IllegalArgumentException("A code has 6 to 8 digits");
        }
        if (periodSeconds < 1) {
            throw new IllegalArgumentException("A period lasts at least a second");
        }
    }

    /** What authenticator apps assume when nothing else is said: SHA-1, 6 digits, 30 seconds. */
    static Authenticator withDefaults(Seed seed) {
        return new Authenticator(seed, HashAlgorithm.SHA1, FEWEST_DIGITS, 30);
    }

    /** The time step an instant lies in; steps are counted from 1970. */
    public long stepAt(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), periodSeconds);
    }

    /** When a step begins, which is when the one before ends. */
    public Instant startOf(long step) {
        return Instant.ofEpochSecond(Math.multiplyExact(step, (long) periodSeconds));
    }

    /** The code of a step. */
    public TotpCode codeAt(long step) {
        byte[] hash = hmac(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        // RFC 4226, section 5.3: the last four bits say where the truncated value lies.
        int offset = hash[hash.length - 1] & 0xf;
        int truncated = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        String value = Integer.toString(truncated % MODULUS[digits - FEWEST_DIGITS]);
        return new TotpCode("0".repeat(digits - value.length()) + value);
    }

    private byte[] hmac(byte[] counter) {
        try {
            Mac mac = Mac.getInstance(algorithm.macName());
            mac.init(new SecretKeySpec(seed.reveal(), algorithm.macName()));
            return mac.doFinal(counter);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has these hash functions", e);
        }
    }
}
