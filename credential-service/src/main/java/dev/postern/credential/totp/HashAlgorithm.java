package dev.postern.credential.totp;

/** The hash functions of RFC 6238, section 1.2. The names are those of an otpauth URI, upper case only. */
enum HashAlgorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA512("HmacSHA512");

    private final String macName;

    HashAlgorithm(String macName) {
        this.macName = macName;
    }

    String macName() {
        return macName;
    }
}
