package dev.postern.credential.totp;

import java.security.Key;
import javax.crypto.spec.SecretKeySpec;

/** The shared secret of an authenticator. Neither printed nor serialised: it has no readable property. */
public final class Seed {
    private final byte[] bytes;

    Seed(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("A seed has at least one byte");
        }
        this.bytes = bytes.clone();
    }

    /** A copy of the secret bytes. */
    public byte[] reveal() {
        return bytes.clone();
    }

    /** The same as a key of the function with this name. */
    Key key(String macName) {
        return new SecretKeySpec(bytes, macName);
    }

    @Override
    public String toString() {
        return "***";
    }
}
