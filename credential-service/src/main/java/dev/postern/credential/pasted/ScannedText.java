package dev.postern.credential.pasted;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a QR code is to an authenticator. Read like a pasted text, but a text without an address is no key: other codes
 * hold short words too.
 */
public sealed interface ScannedText {
    /**
     * A key.
     *
     * @param kind what its codes go by
     * @param key the form to store. A secret
     * @param digits the length of a code
     * @param algorithm the hash function, such as {@code SHA1}
     * @param periodSeconds how long a code holds; null: they go by a counter
     * @param issuer whose account it is; null: not said
     * @param account the account's name; null: not said
     * @param exported whether it came as an app's export of one account
     */
    record Key(
            Kind kind,
            String key,
            int digits,
            String algorithm,
            @Nullable Integer periodSeconds,
            @Nullable String issuer,
            @Nullable String account,
            boolean exported)
            implements ScannedText {
        @Override
        public String toString() {
            return kind.name();
        }
    }

    /**
     * Meant to be a key, and not one that can be used.
     *
     * @param fault what is wrong
     * @param exported whether it is an app's export
     */
    record Unusable(KeyFault fault, boolean exported) implements ScannedText {}

    /** Something else, such as the address of a page. */
    record Other() implements ScannedText {}

    /** What the codes of a key go by. */
    enum Kind {
        TIME,
        COUNTER,
        STEAM
    }

    /** Never fails. */
    static ScannedText of(String text) {
        Optional<KeyUri> found;
        try {
            found = KeyUri.find(PastedText.clean(text));
        } catch (Unreadable refused) {
            return refused.fault() == KeyFault.NO_KEY ? new Other() : new Unusable(refused.fault(), false);
        }
        return found.map(uri -> read(uri, text)).orElseGet(Other::new);
    }

    private static ScannedText read(KeyUri uri, String text) {
        boolean exported = uri.kind() == KeyUri.Kind.EXPORT;
        try {
            KeySettings settings = exported ? AccountExport.read(uri) : settings(uri);
            Kind kind = settings.hasCounter() ? Kind.COUNTER : settings.steam() ? Kind.STEAM : Kind.TIME;
            KeyReading<String> key = kind == Kind.COUNTER
                    ? revealed(CounterKey.read(text), CounterKey::reveal)
                    : revealed(AuthenticatorKey.read(text), AuthenticatorKey::reveal);
            return switch (key) {
                case KeyReading.Understood<String>(String read) -> key(kind, read, settings, exported);
                case KeyReading.Refused<String>(KeyFault fault) -> new Unusable(fault, exported);
            };
        } catch (Unreadable refused) {
            return new Unusable(refused.fault(), exported);
        }
    }

    private static KeySettings settings(KeyUri uri) {
        return switch (uri.kind()) {
            case STEAM_KEY -> KeyParameters.read(uri.ofSteam());
            case OTHER -> throw new Unreadable(KeyFault.OTHER_KIND);
            default -> KeyParameters.read(uri);
        };
    }

    private static <K> KeyReading<String> revealed(KeyReading<K> reading, Function<K, String> reveal) {
        return switch (reading) {
            case KeyReading.Understood<K>(K key) -> new KeyReading.Understood<>(reveal.apply(key));
            case KeyReading.Refused<K>(KeyFault fault) -> new KeyReading.Refused<>(fault);
        };
    }

    private static Key key(Kind kind, String key, KeySettings settings, boolean exported) {
        // A label is an account, or its issuer, a colon and the account.
        int colon = settings.label().indexOf(':');
        String account = settings.label().substring(colon + 1).strip();
        String labelled = colon < 0 ? "" : settings.label().substring(0, colon).strip();
        String issuer = settings.issuer() == null ? labelled : settings.issuer();
        return new Key(
                kind,
                key,
                settings.length(),
                settings.algorithm().name(),
                kind == Kind.COUNTER ? null : settings.period(),
                issuer.isBlank() ? null : issuer,
                account.isBlank() ? null : account,
                exported);
    }
}
