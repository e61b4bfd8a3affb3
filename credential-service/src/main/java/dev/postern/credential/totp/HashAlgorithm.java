package dev.postern.credential.totp;

import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;

/** The hash functions of RFC 6238, section 1.2. The names are those of an otpauth URI. */
public enum HashAlgorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA512("HmacSHA512");

    private final String macName;
    // A look-up among the providers for each code takes longer than a copy.
    @SuppressWarnings("ImmutableEnumChecker") // Never used itself, so that any thread may copy it.
    private final Mac blank;

    HashAlgorithm(String macName) {
        this.macName = macName;
        this.blank = lookUp(macName);
    }

    /** The keyed function, without its key; the caller's own. */
    Mac mac() {
        try {
            return (Mac) blank.clone();
        } catch (CloneNotSupportedException e) {
            return lookUp(macName);
        }
    }

    private static Mac lookUp(String macName) {
        try {
            return Mac.getInstance(macName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has these hash functions", e);
        }
    }
}
