package dev.postern.ingest.proof;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Signatures that are checked with the provider's public key. */
public final class PublicKeys {
    // RFC 8410, section 4: what stands before the 32 bytes of an Ed25519 key in X.509.
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_BYTES = 32;

    private PublicKeys() {}

    /** An Ed25519 key by its 32 bytes, or as X.509, in Base64; empty when it is neither. */
    public static Optional<PublicKey> ed25519(String base64) {
        return decoded(base64).flatMap(bytes -> {
            byte[] encoded = bytes;
            if (bytes.length == ED25519_BYTES) {
                encoded = new byte[ED25519_PREFIX.length + ED25519_BYTES];
                System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
                System.arraycopy(bytes, 0, encoded, ED25519_PREFIX.length, ED25519_BYTES);
            }
            return key("Ed25519", encoded);
        });
    }

    /** A key on an elliptic curve as X.509 in Base64; empty when it is none. */
    public static Optional<PublicKey> ellipticCurve(String base64) {
        return decoded(base64).flatMap(encoded -> key("EC", encoded));
    }

    /**
     * Whether the signature over these bytes, one after the other, is the key's.
     *
     * @param algorithm as the JDK names it
     */
    public static boolean verify(String algorithm, PublicKey key, byte[] signature, List<byte[]> signed) {
        try {
            Signature check = Signature.getInstance(algorithm);
            check.initVerify(key);
            for (byte[] part : signed) {
                check.update(part);
            }
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of another form is not the key's.
            return false;
        }
    }

    /** The bytes of a text in Base64; empty when it is none. */
    public static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> key(String algorithm, byte[] encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
