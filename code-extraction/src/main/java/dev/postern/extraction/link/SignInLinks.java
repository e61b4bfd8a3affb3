package dev.postern.extraction.link;

import dev.postern.extraction.language.Section;
import dev.postern.extraction.language.Vocabulary;
import dev.postern.extraction.text.Characters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Finds a link that signs in the person who opens it. Its own words or those beside it say so, and it carries a value
 * that only the message could know. It is taken only when the message has exactly one; other links do not matter. No
 * link is ever opened.
 */
public final class SignInLinks {
    private static final int SECRET = 16;
    private static final int SHORT_SECRET = 6;
    private static final int BESIDE = 90;
    private static final Set<String> LETS_IN = Set.of(
            "activate",
            "activation",
            "auth",
            "authenticate",
            "authorize",
            "callback",
            "confirm",
            "confirmation",
            "login",
            "logon",
            "magic",
            "magiclink",
            "oauth2",
            "otp",
            "passwordless",
            "recover",
            "recovery",
            "reset",
            "signin",
            "signup",
            "validate",
            "verification",
            "verify");
    private static final Set<String> DOES_SOMETHING_ELSE = Set.of(
            "cancel",
            "deactivate",
            "decline",
            "delete",
            "deletion",
            "deny",
            "disavow",
            "invalidate",
            "invitation",
            "invite",
            "optout",
            "pixel",
            "preferences",
            "reject",
            "remove",
            "report",
            "revoke",
            "unsub",
            "unsubscribe",
            "unsubscribed");
    /** These let in only beside a value called a token or the like, since people register for events, too. */
    private static final Set<String> ENROLS = Set.of("enroll", "enrollment", "register", "registration");

    private static final Set<String> CREDENTIALS =
            Set.of("auth", "code", "confirmation_token", "hash", "key", "otp", "sig", "signature", "ticket", "token");

    private static final boolean[] ENDS =
            Characters.ascii(c -> Character.isISOControl(c) || " \"'<>()[]{}|`\\^".indexOf(c) >= 0);
    private static final Pattern WORDS = Pattern.compile("[^A-Za-z0-9]+");
    /** Inside "ConfirmEmail". */
    private static final Pattern HUMPS = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private static final Pattern RESETS = Pattern.compile("(?i)reset|recover");

    private SignInLinks() {}

    /** The one link in the source of a text or of an HTML document; null unless there is exactly one. */
    public static @Nullable SignInLink find(String text, boolean html, Vocabulary vocabulary) {
        Map<String, SignInLink> found = new LinkedHashMap<>();
        SignInLink first = null;
        boolean several = false;
        int i = next(text, 0);
        while (i >= 0 && found.size() < 2) {
            int end = end(text, i);
            if (!isImage(text, i)) {
                String url = Unwrapped.of(written(text.substring(i, end), html));
                SignInLink link = new SignInLink(url, i, end);
                if (letsIn(text, i, end, url, vocabulary)) {
                    found.putIfAbsent(url, link);
                }
                several |= first != null && !first.url().equals(url);
                first = first == null ? link : first;
            }
            i = next(text, end);
        }
        if (found.size() == 1) {
            return found.values().iterator().next();
        }
        // It holds no secret, but it is the only one and is called the link to sign in.
        boolean only = found.isEmpty() && !several;
        return first != null && only && isCalledTheLink(text, first, vocabulary) ? first : null;
    }

    private static boolean isCalledTheLink(String text, SignInLink link, Vocabulary vocabulary) {
        return isPlain(link.url()) && beside(text, link.start(), link.end(), Section.LINK_NAMED, vocabulary);
    }

    /** Where the next address begins. */
    private static int next(String text, int from) {
        int i = text.indexOf("://", from);
        while (i >= 0) {
            if (i >= 5 && text.regionMatches(true, i - 5, "https", 0, 5)) {
                return i - 5;
            }
            if (i >= 4 && text.regionMatches(true, i - 4, "http", 0, 4)) {
                return i - 4;
            }
            i = text.indexOf("://", i + 3);
        }
        return -1;
    }

    private static int end(String text, int start) {
        int end = start;
        while (end < text.length() && !ends(text.charAt(end)) && !isEscapedEnd(text, end)) {
            end++;
        }
        while (end > start && ".,;:!?*_".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return Math.max(end, start + "http".length());
    }

    private static boolean ends(char c) {
        return c < Characters.ASCII
                ? ENDS[c]
                : Character.isWhitespace(c)
                        || Character.isISOControl(c)
                        || Characters.unspaced(c)
                        || isWidePunctuation(c);
    }

    /** Marks that end a sentence without a blank after them. */
    private static boolean isWidePunctuation(char c) {
        boolean wide = (c >= '\u3000' && c <= '\u303F') || (c >= '\uFF00' && c <= '\uFF65');
        return wide && !Character.isLetterOrDigit(c);
    }

    /** Whether an entity of HTML that was escaped twice ends the address here. */
    private static boolean isEscapedEnd(String text, int i) {
        return text.charAt(i) == '&'
                && (text.startsWith("&quot;", i) || text.startsWith("&lt;", i) || text.startsWith("&gt;", i));
    }

    private static boolean isImage(String text, int start) {
        return text.regionMatches(true, start - 5, "src=\"", 0, 5)
                || text.regionMatches(true, start - 5, "src='", 0, 5);
    }

    /** The address without the entities of HTML; a text writes only the ampersand as one. */
    private static String written(String address, boolean html) {
        return html ? Parser.unescapeEntities(address, true) : address.replace("&amp;", "&");
    }

    private static boolean letsIn(String text, int start, int end, String url, Vocabulary vocabulary) {
        String own = ReturnAddress.removedFrom(url);
        String path = own.substring(pathStart(own));
        Secret secret = secretOf(path);
        if (secret == Secret.NONE || !isPlain(own)) {
            return false;
        }
        boolean says = false;
        boolean enrols = false;
        String previous = "";
        for (String word : words(path)) {
            says |= LETS_IN.contains(word)
                    || (previous.equals("sign") && (word.equals("in") || word.equals("up")))
                    || (previous.equals("log") && word.equals("in"));
            enrols |= ENROLS.contains(word);
            previous = word;
        }
        return switch (secret) {
            case NONE -> false;
            case CREDENTIAL ->
                (says && !RESETS.matcher(path).find()) || beside(text, start, end, Section.LINK_BESIDE, vocabulary);
            case LONG_CREDENTIAL ->
                says
                        || (enrols && !invites(text, vocabulary))
                        || beside(text, start, end, Section.LINK_NAMED, vocabulary);
            case PART_OF_PATH, LONG -> says || beside(text, start, end, Section.LINK_NAMED, vocabulary);
        };
    }

    private static boolean invites(String text, Vocabulary vocabulary) {
        return vocabulary.isIn(Section.LINK_INVITES, text.toLowerCase(Locale.ROOT));
    }

    /** Whether the address stands for itself: it wraps no other address and serves no other purpose. */
    private static boolean isPlain(String url) {
        int path = pathStart(url);
        if (path == url.length() || url.toLowerCase(Locale.ROOT).indexOf("http", 4) >= 0) {
            return false;
        }
        return words(url.substring(path)).stream().noneMatch(DOES_SOMETHING_ELSE::contains);
    }

    /** The words of a path in lower case. A part with a digit in it is no word. */
    private static List<String> words(String path) {
        List<String> words = new ArrayList<>();
        for (String part : WORDS.split(path, -1)) {
            words.add(part.toLowerCase(Locale.ROOT));
            // "ResetPassword" lets in only where something else says so too.
            if (part.chars().allMatch(c -> Characters.asciiLetter((char) c))
                    && !RESETS.matcher(part).find()) {
                String[] humps = HUMPS.split(part, -1);
                for (int i = 0; humps.length > 1 && i < humps.length; i++) {
                    words.add(humps[i].toLowerCase(Locale.ROOT));
                }
            }
        }
        return words;
    }

    private static int pathStart(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return path < 0 ? url.length() : path;
    }

    private enum Secret {
        NONE,
        /** A short value in the path. */
        PART_OF_PATH,
        /** A short value that is called a token or the like. */
        CREDENTIAL,
        /** A value too long to guess. */
        LONG,
        /** A value too long to guess that is called a token or the like. */
        LONG_CREDENTIAL
    }

    private static Secret secretOf(String path) {
        Secret secret = Secret.NONE;
        int start = 0;
        for (int i = 0; i <= path.length() && secret != Secret.LONG_CREDENTIAL; i++) {
            if (i == path.length() || separates(path.charAt(i))) {
                Secret part = secretOfPart(path, start, i);
                secret = part.compareTo(secret) > 0 ? part : secret;
                start = i + 1;
            }
        }
        return secret;
    }

    /** The short values in the address that are called a code or the like; a text beside it may show them too. */
    static List<String> shortCredentials(String url) {
        List<String> found = new ArrayList<>();
        int start = pathStart(url);
        for (int i = start; i <= url.length(); i++) {
            if (i == url.length() || separates(url.charAt(i))) {
                int equals = url.indexOf('=', start);
                if (equals > start
                        && equals < i
                        && i - equals - 1 < SECRET
                        && isCredential(url.substring(start, equals))) {
                    found.add(url.substring(equals + 1, i));
                }
                start = i + 1;
            }
        }
        return found;
    }

    private static boolean separates(char c) {
        return c == '/' || c == '?' || c == '&' || c == '#';
    }

    private static Secret secretOfPart(String path, int start, int end) {
        int equals = path.indexOf('=', start, end);
        int value = equals < 0 ? start : equals + 1;
        int length = end - value;
        boolean named = equals >= 0 && length > 0 && isCredential(path.substring(start, equals));
        boolean random = length >= SHORT_SECRET && isRandom(path, value, end) && !isMailbox(path, value, end);
        if (random && length >= SECRET) {
            return named ? Secret.LONG_CREDENTIAL : Secret.LONG;
        }
        if (named) {
            return Secret.CREDENTIAL;
        }
        return random && equals < 0 ? Secret.PART_OF_PATH : Secret.NONE;
    }

    /** "token", and "register_token" as well. */
    private static boolean isCredential(String name) {
        List<String> words = words(name);
        return CREDENTIALS.contains(name.toLowerCase(Locale.ROOT)) || CREDENTIALS.contains(words.getLast());
    }

    /** Whether the value is a mailbox, which names the login and is no secret. */
    private static boolean isMailbox(String path, int start, int end) {
        String value = path.substring(start, end);
        return value.contains("@") || value.contains("%40");
    }

    /** Whether letters and digits are mixed as in no word. */
    private static boolean isRandom(String path, int start, int end) {
        boolean letter = false;
        boolean digit = false;
        for (int i = start; i < end && !(letter && digit); i++) {
            letter |= Characters.asciiLetter(path.charAt(i));
            digit |= Characters.digit(path.charAt(i));
        }
        return letter && digit;
    }

    private static boolean beside(String text, int start, int end, Section phrases, Vocabulary vocabulary) {
        String around = text.substring(Math.max(0, start - BESIDE), start)
                + '\n'
                + text.substring(end, Math.min(text.length(), end + BESIDE));
        return vocabulary.isIn(phrases, around.toLowerCase(Locale.ROOT));
    }
}
