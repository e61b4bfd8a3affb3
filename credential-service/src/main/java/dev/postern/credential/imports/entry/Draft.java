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
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was read of an entry so far, made into an entry that can be stored or says why it cannot. An entry keeps what is good of
 * it: a bad key does not lose the password beside it.
 */
public final class Draft {
    private static final String UNNAMED = "Imported login";
    private static final String KEY = "authenticator key";
    /** More than any application's entry has; a file may be made to have any number. */
    private static final int MOST_NOTICES = 50;
    /** What LastPass writes for a login without an address, besides nothing. */
    private static final Set<String> NO_ADDRESS = Set.of("", "http://", "https://");

    private static final Pattern USER = Pattern.compile("(https?://)[^/?#]*@", Pattern.CASE_INSENSITIVE);

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

    /**
     * Where the login is: the first web address of these, since an application's page on a telephone has an address too.
     *
     * @param field the application's name for them
     * @param said those that are blank do not count
     */
    public Draft addresses(String field, Collection<String> said) {
        List<String> given = said.stream()
                .map(String::strip)
                .filter(address -> !NO_ADDRESS.contains(address))
                .distinct()
                .toList();
        url = given.stream()
                .filter(address -> host(whole(address)) != null)
                .findFirst()
                .orElse(given.isEmpty() ? "" : given.getFirst());
        if (given.size() > 1) {
            notices.add(new Notice(field, "The first web address is kept, the others are not."));
        }
        return this;
    }

    /** It was out of sight in the application, though not deleted. */
    public Draft archived() {
        notices.add(new Notice("archived", "It was archived. It comes over like any other."));
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

    /** An entry that its person had deleted, and that the application still had. */
    public Entry deleted() {
        return unusable(Reason.OTHER_KIND, "It lay in the application's bin. What is there does not come over.");
    }

    /** An entry that is not taken. */
    public Entry unusable(Reason reason, String message) {
        return new Entry.Unusable(shownName(), shown(username, TextLimit.LINE), reason, message, told());
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
        String address = address();
        return new Entry.Login(kept, username, password, totp, hotp, address, told());
    }

    private List<Notice> told() {
        if (notices.size() <= MOST_NOTICES) {
            return notices;
        }
        List<Notice> told = new ArrayList<>(notices.subList(0, MOST_NOTICES));
        told.add(new Notice("others", "What else is not kept: " + (notices.size() - MOST_NOTICES) + " more."));
        return told;
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
        String whole = withoutUser(whole(url.strip()));
        if (host(whole) != null && TextLimit.URL.allows(whole)) {
            return whole;
        }
        notices.add(new Notice("url", "It is not kept: it is no web address."));
        return null;
    }

    private static String whole(String written) {
        return written.contains("://") ? written : "https://" + written;
    }

    /** Addresses are shown, and a user's part may hold a password. */
    private String withoutUser(String whole) {
        Matcher user = USER.matcher(whole);
        if (!user.lookingAt()) {
            return whole;
        }
        notices.add(new Notice("url", "It is kept without the user's part before the @."));
        return user.group(1) + whole.substring(user.end());
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
        String host = url.isBlank() ? null : host(whole(url.strip()));
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
