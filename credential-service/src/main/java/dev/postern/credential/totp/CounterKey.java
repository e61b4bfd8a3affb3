package dev.postern.credential.totp;

import java.util.Optional;

/**
 * The key of an authenticator that counts, as an {@code otpauth://hotp/} URI with its counter. Skyvern knows no such keys.
 */
public final class CounterKey {
    private final String normalised;
    private final CounterAuthenticator authenticator;
    private final long counter;

    CounterKey(String normalised, CounterAuthenticator authenticator, long counter) {
        this.normalised = normalised;
        this.authenticator = authenticator;
        this.counter = counter;
    }

    /** Never fails; empty for a text that is no such key. */
    public static Optional<CounterKey> parse(String pasted) {
        String compact = AuthenticatorKey.withoutWhitespace(pasted);
        return OtpauthUri.parseCounter(compact);
    }

    /** The form to store. A secret. */
    public String reveal() {
        return normalised;
    }

    /** What makes its codes. */
    public CounterAuthenticator authenticator() {
        return authenticator;
    }

    /** The counter of the first code that was not used yet. */
    public long counter() {
        return counter;
    }

    @Override
    public String toString() {
        return "***";
    }
}
