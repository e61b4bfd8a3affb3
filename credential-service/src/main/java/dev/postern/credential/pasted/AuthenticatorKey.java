package dev.postern.credential.pasted;

import dev.postern.credential.totp.Authenticator;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a person pasted as an authenticator's key, understood: Base32, an {@code otpauth} URI in the dialects of the
 * apps, Steam's, an address that holds one of them or a {@code secret=} member. What Skyvern takes is kept as Skyvern
 * keeps it ({@code skyvern/forge/sdk/services/credentials.py}); the rest is kept as a URI that Skyvern would take.
 */
public final class AuthenticatorKey {
    private static final Pattern BARE = Pattern.compile("[ -]*+[A-Za-z0-9=][A-Za-z0-9= -]*+");
    private static final String QUOTES = "\"'`";
    // Words that are Base32 themselves would become a part of the key in silence.
    private static final Set<String> WORDS =
            Set.of("key", "secret", "setup", "seed", "token", "code", "totp", "hotp", "steam", "sha256", "your", "is");

    private final String normalised;
    private final Authenticator authenticator;

    private AuthenticatorKey(String normalised, Authenticator authenticator) {
        this.normalised = normalised;
        this.authenticator = authenticator;
    }

    /** Never fails: the key, or why the text is none. */
    public static KeyReading<AuthenticatorKey> read(String pasted) {
        try {
            return new KeyReading.Understood<>(understood(PastedText.clean(pasted)));
        } catch (Unreadable refused) {
            return new KeyReading.Refused<>(refused.fault());
        }
    }

    /** Never fails; empty for a text that is no key. */
    public static Optional<AuthenticatorKey> parse(String pasted) {
        return read(pasted).key();
    }

    /** The form to store: the URI, so that algorithm, digits and period survive, or the bare Base32. A secret. */
    public String reveal() {
        return normalised;
    }

    /** What makes its codes. */
    public Authenticator authenticator() {
        return authenticator;
    }

    @Override
    public String toString() {
        return "***";
    }

    private static AuthenticatorKey understood(String text) {
        Optional<KeyUri> found = KeyUri.find(text);
        if (found.isEmpty()) {
            String letters = bare(text);
            return new AuthenticatorKey(letters, KeySettings.bare(letters).byTime());
        }
        KeyUri uri = found.get();
        KeySettings settings = switch (uri.kind()) {
            case TIME, STEAM, MEMBER -> KeyParameters.read(uri);
            case STEAM_KEY -> KeyParameters.read(uri.ofSteam());
            case EXPORT -> AccountExport.read(uri);
            case COUNTER -> throw new Unreadable(KeyFault.BY_COUNTER);
            case OTHER -> throw new Unreadable(KeyFault.OTHER_KIND);
        };
        if (settings.hasCounter()) {
            throw new Unreadable(KeyFault.BY_COUNTER);
        }
        String kept = uri.kind() == KeyUri.Kind.MEMBER ? settings.keptShort() : settings.kept("totp");
        return new AuthenticatorKey(kept, settings.byTime());
    }

    private static String bare(String text) {
        boolean quoted = text.length() > 2
                && QUOTES.indexOf(text.charAt(0)) >= 0
                && text.charAt(0) == text.charAt(text.length() - 1);
        String key = quoted ? text.substring(1, text.length() - 1) : text;
        if (!BARE.matcher(key).matches()) {
            throw new Unreadable(KeyFault.NO_KEY);
        }
        String[] pieces = key.strip().split(" ++", -1);
        if (!KeyValue.areGroups(pieces)
                && Arrays.stream(pieces).anyMatch(piece -> WORDS.contains(piece.toLowerCase(Locale.ROOT)))) {
            throw new Unreadable(KeyFault.WORDS);
        }
        return String.join("", pieces).replace("-", "");
    }
}
