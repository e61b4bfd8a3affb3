package dev.postern.system;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** RFC 6238 written down a second time, from the RFC alone, so that the product is not checked by itself. */
public final class Rfc6238 {
    private static final int STEP_SECONDS = 30;

    private Rfc6238() {}

    /** Six digits by SHA-1 and 30-second steps. */
    public static String code(String base32Seed, Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(new Base32().decode(base32Seed), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8)
                    .putLong(at.getEpochSecond() / STEP_SECONDS)
                    .array());
            int offset = hash[19] & 0x0f;
            int binary = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fffffff;
            return "%06d".formatted(binary % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
