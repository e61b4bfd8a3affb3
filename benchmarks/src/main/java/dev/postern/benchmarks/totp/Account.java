package dev.postern.benchmarks.totp;

import java.util.Random;
import org.apache.commons.codec.binary.Base32;

/**
 * One authenticator, in the vault.
 *
 * @param credentialId what the vault calls it
 * @param seed of this account alone
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Account(String credentialId, byte[] seed) {
    private static final int SEED_BYTES = 20;

    /** A seed of the usual length. */
    static byte[] inventSeed(Random random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return seed;
    }

    /** As an authenticator's key is written. */
    static String written(byte[] seed) {
        return new Base32().encodeToString(seed);
    }
}
