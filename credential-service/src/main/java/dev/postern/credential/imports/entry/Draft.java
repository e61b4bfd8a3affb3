package dev.postern.credential.imports.entry;

import dev.postern.credential.pasted.AuthenticatorKey;
import dev.postern.credential.pasted.CounterKey;
import dev.postern.credential.pasted.KeyFault;
import dev.postern.credential.pasted.KeyReading;
import dev.postern.platform.body.StorableText;
import dev.postern.platform.body.TextLimit;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was read of an entry so far, made into an entry that can be stored or says why it cannot. An entry keeps what is good of
 * it: a bad key does not lose the password beside it.
 */
public final class Draft {
    private static final String UNNAMED = "Imported login";
    private static final String KEY = "authenticator key";

    private final List<Notice> notices = new ArrayList<>();
    private String name = "";
    private String issuer = "";
    private String username = "";
    private String password = "";
    private String key = "";
    private String url = "";
    private @Nullable String totp;
    private @Nullable String hotp;

    /** What the application calls the entry. */
    public Draft name(String said) {
        name = said;
        return this;
    }

    /** Whose account it is: the name where nothing else is said. */
    public Draft issuer(String said) {
        issuer = said;
        return this;
    }

    /** The login's name at the site. */
    public Draft username(String said) {
        username = said;
        return this;
    }

    public Draft password(String said) {
        password = said;
        return this;
    }

    /** The authenticator's key, as a person would paste it: Base32 or an address. Blank: none. */
    public Draft key(String said) {
        key = said;
        return this;
    }

    /** Where the login is. */
    public Draft url(String said) {
        url = said;
        return this;
    }

    /** What does not come over. */
    public Draft notices(List<Notice> said) {
        notices.addAll(said);
        return this;
    }

    /** One thing that does not come over. */
    public Draft notice(Notice said) {
        notices.add(said);
        return this;
    }

    /** An entry of a kind that Postern does not keep. */
    public Entry ofOtherKind(String what) {
        return unusable(Reason.OTHER_KIND, "It is " + what + ". Only logins come over.");
    }

    /** An entry that is not taken. */
    public Entry unusable(Reason reason, String message) {
        return new Entry.Unusable(shownName(), shown(username, TextLimit.LINE), reason, message, notices);
    }

    /** The entry. */
    public Entry entry() {
        KeyFault fault = key.isBlank() ? null : readKey();
        if (fault != null && password.isEmpty()) {
            return unusable(Reason.UNUSABLE_KEY, fault.words());
        }
        if (fault != null) {
            notices.add(new Notice(KEY, "It is not kept. " + fault.words()));
        }
        if (password.isEmpty() && totp == null && hotp == null) {
            return unusable(Reason.EMPTY, "It has neither a password nor an authenticator's key.");
        }
        String kept = shownName();
        if (!TextLimit.NAME.allows(StorableText.withoutControls(name))) {
            notices.add(new Notice("name", "It is cut to " + TextLimit.NAME.most() + " characters."));
        }
        if (!TextLimit.LINE.allows(username) || !TextLimit.SECRET.allows(password)) {
            return unusable(
                    Reason.UNSTORABLE,
                    "Its user name or password is too long, or has a character that cannot be stored.");
        }
        return new Entry.Login(kept, username, password, totp, hotp, address(), notices);
    }

    private @Nullable KeyFault readKey() {
        KeyReading<AuthenticatorKey> byTime = AuthenticatorKey.read(key);
        switch (byTime) {
            case KeyReading.Understood<AuthenticatorKey>(AuthenticatorKey read) -> totp = read.reveal();
            case KeyReading.Refused<AuthenticatorKey>(KeyFault fault) -> {
                if (fault != KeyFault.BY_COUNTER) {
                    return fault;
                }
                switch (CounterKey.read(key)) {
                    case KeyReading.Understood<CounterKey>(CounterKey read) -> hotp = read.reveal();
                    case KeyReading.Refused<CounterKey>(KeyFault counting) -> {
                        return counting;
                    }
                }
            }
        }
        return null;
    }

    private @Nullable String address() {
        if (url.isBlank()) {
            return null;
        }
        String written = url.strip();
        String whole = written.contains("://") ? written : "https://" + written;
        if (host(whole) != null && TextLimit.URL.allows(whole)) {
            return whole;
        }
        notices.add(new Notice("url", "It is not kept: it is no web address."));
        return null;
    }

    /** The host of a web address; null for anything else. */
    public static @Nullable String host(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web ? uri.getHost() : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }

    private String shownName() {
        String host = url.isBlank() ? null : host(url.strip());
        return Stream.of(name, issuer, host == null ? "" : host, username, UNNAMED)
                .map(said -> shown(said, TextLimit.NAME))
                .filter(said -> !said.isBlank())
                .findFirst()
                .orElse(UNNAMED);
    }

    /** Within its limit and without characters that cannot be shown. */
    private static String shown(String text, TextLimit limit) {
        String clean =
                StorableText.wellFormed(StorableText.withoutControls(text)).strip();
        return clean.codePointCount(0, clean.length()) <= limit.most()
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, limit.most()));
    }

    @Override
    public String toString() {
        return "Draft";
    }
}
