package dev.postern.credential.pasted;

import dev.postern.credential.totp.CounterAuthenticator;
import java.util.Optional;

/**
 * The key of an authenticator that counts, as an {@code otpauth://hotp/} URI with its counter, in the dialects of the
 * apps. Skyvern knows no such keys.
 */
public final class CounterKey {
    private final String normalised;
    private final CounterAuthenticator authenticator;
    private final long counter;

    private CounterKey(KeySettings settings) {
        this.normalised = settings.kept("hotp");
        this.authenticator = settings.byCounter();
        this.counter = settings.counter();
    }

    /** Never fails: the key, or why the text is none. */
    public static KeyReading<CounterKey> read(String pasted) {
        try {
            return new KeyReading.Understood<>(understood(PastedText.clean(pasted)));
        } catch (Unreadable refused) {
            return new KeyReading.Refused<>(refused.fault());
        }
    }

    /** Never fails; empty for a text that is no such key. */
    public static Optional<CounterKey> parse(String pasted) {
        return read(pasted).key();
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

    private static CounterKey understood(String text) {
        KeyUri uri = KeyUri.find(text).orElseThrow(() -> new Unreadable(KeyFault.NO_KEY));
        KeySettings settings = switch (uri.kind()) {
            case COUNTER -> KeyParameters.read(uri);
            case EXPORT -> AccountExport.read(uri);
            case OTHER -> throw new Unreadable(KeyFault.OTHER_KIND);
            default -> throw new Unreadable(KeyFault.BY_TIME);
        };
        if (uri.kind() == KeyUri.Kind.EXPORT && !settings.hasCounter()) {
            throw new Unreadable(KeyFault.BY_TIME);
        }
        if (settings.steam()) {
            throw new Unreadable(KeyFault.ENCODER);
        }
        if (!settings.hasCounter()) {
            throw new Unreadable(KeyFault.COUNTER);
        }
        return new CounterKey(settings);
    }
}
