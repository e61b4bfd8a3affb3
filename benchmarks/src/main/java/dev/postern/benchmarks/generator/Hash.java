package dev.postern.benchmarks.generator;

import java.nio.charset.StandardCharsets;

/** The hash functions of RFC 6238, each with the seed that the vectors of its appendix B stand for. */
public enum Hash {
    SHA1(20),
    SHA256(32),
    SHA512(64);

    private final int seedBytes;

    Hash(int seedBytes) {
        this.seedBytes = seedBytes;
    }

    byte[] seed() {
        return "1234567890".repeat(7).substring(0, seedBytes).getBytes(StandardCharsets.US_ASCII);
    }

    String macName() {
        return "Hmac" + name();
    }
}
