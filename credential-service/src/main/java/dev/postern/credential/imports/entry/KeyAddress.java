package dev.postern.credential.imports.entry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The address of a key ({@code otpauth://}), written from what an application keeps apart. What is blank is left out. */
public final class KeyAddress {
    private final StringBuilder address;

    /**
     * An address.
     *
     * @param type what its codes go by, in the application's word: {@code totp}, {@code HOTP}, {@code steam}
     * @param secret in Base32
     */
    public KeyAddress(String type, String secret) {
        address = new StringBuilder("otpauth://")
                .append(encoded(type.isBlank() ? "totp" : type.strip().toLowerCase(Locale.ROOT)))
                .append("/key?secret=")
                .append(encoded(secret.strip()));
    }

    /** With a setting under the name that addresses have for it. */
    public KeyAddress with(String name, String value) {
        if (!value.isBlank()) {
            address.append('&').append(name).append('=').append(encoded(value.strip()));
        }
        return this;
    }

    /** The address. A secret. */
    public String reveal() {
        return address.toString();
    }

    private static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "KeyAddress";
    }
}
