package dev.postern.credential.imports.crypto;

import dev.postern.credential.imports.entry.Reason;
import dev.postern.credential.imports.entry.UnreadableExport;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Keys of 32 bytes made of passwords. A password is taken as UTF-8. A file that asks for more work than the applications do by
 * themselves, or for more than a quarter of the service's memory, is refused: it could keep the service from its logins.
 */
public final class PasswordKey {
    private static final int BYTES = 32;
    private static final int BITS = 8 * BYTES;
    private static final int MOST_ROUNDS = 2_000_000;
    // Logins need the rest.
    private static final long MOST_MEMORY =
            Math.min(256L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 4);
    private static final int MOST_PASSES = 64;
    private static final int MOST_LANES = 16;
    // Passes times memory: some ten seconds.
    private static final long MOST_WORK = 4L * 1024 * 1024 * 1024;
    private static final int MOST_SALT = 1024;

    private PasswordKey() {}

    /**
     * PBKDF2 (RFC 8018, section 5.2) with HMAC-SHA-256.
     *
     * @throws UnreadableExport when it would take too long
     */
    public static byte[] pbkdf2Sha256(String password, byte[] salt, long rounds) throws UnreadableExport {
        return pbkdf2(new PKCS5S2ParametersGenerator(SHA256Digest.newInstance()), password, salt, rounds);
    }

    /**
     * PBKDF2 with HMAC-SHA-1.
     *
     * @throws UnreadableExport when it would take too long
     */
    public static byte[] pbkdf2Sha1(String password, byte[] salt, long rounds) throws UnreadableExport {
        return pbkdf2(new PKCS5S2ParametersGenerator(new SHA1Digest()), password, salt, rounds);
    }

    private static byte[] pbkdf2(PBEParametersGenerator generator, String password, byte[] salt, long rounds)
            throws UnreadableExport {
        check(rounds >= 1 && rounds <= MOST_ROUNDS && salt.length <= MOST_SALT);
        generator.init(password.getBytes(StandardCharsets.UTF_8), salt, (int) rounds);
        return ((KeyParameter) generator.generateDerivedMacParameters(BITS)).getKey();
    }

    /**
     * scrypt (RFC 7914).
     *
     * @param cost N, a power of two
     * @param block r
     * @param lanes p
     * @throws UnreadableExport when it would take too much time or memory, or the parameters are impossible
     */
    public static byte[] scrypt(String password, byte[] salt, long cost, long block, long lanes)
            throws UnreadableExport {
        boolean possible = cost > 1 && Long.bitCount(cost) == 1 && block >= 1 && lanes >= 1;
        check(possible
                && block <= 64
                && lanes <= MOST_LANES
                && cost <= MOST_MEMORY / 128 / block
                && 128 * cost * block * lanes <= MOST_WORK
                && salt.length <= MOST_SALT);
        return SCrypt.generate(
                password.getBytes(StandardCharsets.UTF_8), salt, (int) cost, (int) block, (int) lanes, BYTES);
    }

    /**
     * Argon2id (RFC 9106), version 1.3.
     *
     * @param kibibytes how much memory it fills
     * @param passes over the memory
     * @param lanes of the computation
     * @throws UnreadableExport when it would take too much time or memory, or the parameters are impossible
     */
    public static byte[] argon2id(String password, byte[] salt, long kibibytes, long passes, long lanes)
            throws UnreadableExport {
        boolean possible = passes >= 1 && lanes >= 1 && lanes <= MOST_LANES && kibibytes >= 8 * lanes;
        check(possible
                && passes <= MOST_PASSES
                && kibibytes <= MOST_MEMORY / 1024
                && kibibytes * 1024 * passes <= MOST_WORK
                && salt.length >= 8
                && salt.length <= MOST_SALT);
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB((int) kibibytes)
                .withIterations((int) passes)
                .withParallelism((int) lanes)
                .build());
        byte[] key = new byte[BYTES];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), key);
        return key;
    }

    private static void check(boolean affordable) throws UnreadableExport {
        if (!affordable) {
            throw new UnreadableExport(
                    Reason.ENCRYPTION_UNSUPPORTED,
                    "To make the file's key from its password takes more time or memory than is spent here. Export it without"
                            + " encryption.");
        }
    }
}
