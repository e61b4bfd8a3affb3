package dev.postern.credential.totp;

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

    @Override
    public String toString() {
        return "***";
    }
}
