package dev.postern.credential.chain;

import java.util.HexFormat;

/**
 * The hash of a row.
 *
 * @param hex SHA-256 in small hexadecimal digits
 */
record ChainHash(String hex) {
    /** What the first row of a chain follows on. */
    static final ChainHash NONE = new ChainHash("0".repeat(64));

    static ChainHash of(byte[] bytes) {
        return new ChainHash(HexFormat.of().formatHex(bytes));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
