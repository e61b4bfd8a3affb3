package dev.postern.credential.totp;

import java.security.Key;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The shared secret of an authenticator. Neither printed nor serialised: it has no readable property. */
public final class Seed {
    // HMAC takes any bytes as a key and ignores the name of its algorithm.
    private final SecretKey key;

    /**
     * A seed of these bytes.
     *
     * @param bytes at least one
     */
    public Seed(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("A seed has at least one byte");
        }
        this.key = new SecretKeySpec(bytes, "RAW");
    }

    /** A copy of the secret bytes. */
    public byte[] reveal() {
        return key.getEncoded();
    }

    /** The seed as a key for HMAC. */
    Key key() {
        return key;
    }

    @Override
    public String toString() {
        return "***";
    }
}
