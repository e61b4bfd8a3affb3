package dev.postern.credential.totp;

import java.util.Arrays;
import java.util.Optional;

/** The hash functions of RFC 6238, section 1.2. The names are those of an otpauth URI, upper case only. */
enum HashAlgorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA512("HmacSHA512");

    private final String macName;

    HashAlgorithm(String macName) {
        this.macName = macName;
    }

    /** The one of this name; empty when there is none. */
    static Optional<HashAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst();
    }

    String macName() {
        return macName;
    }
}
