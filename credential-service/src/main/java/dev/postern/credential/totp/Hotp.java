package dev.postern.credential.totp;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import javax.crypto.Mac;

/** The function that both kinds of authenticators have in common: RFC 4226, section 5.3. */
final class Hotp {

    private Hotp() {}

    /** The code of a moving factor: a counter, or a time step. */
    static TotpCode code(Seed seed, HashAlgorithm algorithm, CodeForm form, long movingFactor) {
        byte[] hash = hmac(seed, algorithm, movingFactor);
        // The last four bits say where the truncated value lies.
        int offset = hash[hash.length - 1] & 0xf;
        return new TotpCode(form.write(ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE));
    }

    private static byte[] hmac(Seed seed, HashAlgorithm algorithm, long movingFactor) {
        Mac mac = algorithm.mac();
        try {
            mac.init(seed.key());
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("Any bytes are a key of these hash functions", e);
        }
        return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(movingFactor).array());
    }
}
