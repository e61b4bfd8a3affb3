package dev.postern.extraction;

import dev.postern.extraction.Evidence.Part;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A link that lets whoever opens it in: its own words say so, and it carries something only the mail could know. Taken only
 * when the message has exactly one; any other link of it does not matter. Nothing is ever opened.
 */
final class SignInLinks {
    private static final double CONFIDENCE = 0.9;
    private static final int LEAST_SECRET = 16;
    private static final Set<String> LETS_IN = Set.of(
            "activate",
            "activation",
            "auth",
            "authenticate",
            "callback",
            "confirm",
            "confirmation",
            "login",
            "logon",
            "magic",
            "magiclink",
            "otp",
            "passwordless",
            "recover",
            "recovery",
            "reset",
            "signin",
            "signup",
            "token",
            "validate",
            "verification",
            "verify");
    private static final Set<String> DOES_SOMETHING_ELSE = Set.of(
            "cancel",
            "deactivate",
            "delete",
            "deny",
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

    private SignInLinks() {}

    /** The one link; null when there is none, or more than one. */
    static Extraction.@Nullable Link find(String text, Part part) {
        Map<String, Evidence> found = new LinkedHashMap<>();
        int i = next(text, 0);
        while (i >= 0 && found.size() < 2) {
            int end = end(text, i);
            String url = text.substring(i, end).replace("&amp;", "&");
            if (!isImage(text, i) && letsIn(url)) {
                found.putIfAbsent(url, new Evidence("sign-in-link", CONFIDENCE, part, i, end, null));
            }
            i = next(text, end);
        }
        if (found.size() != 1) {
            return null;
        }
        Map.Entry<String, Evidence> only = found.entrySet().iterator().next();
        return new Extraction.Link(only.getKey(), only.getValue());
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
        while (end < text.length() && !ends(text.charAt(end))) {
            end++;
        }
        while (end > start && ".,;:!?*_".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return Math.max(end, start + "http".length());
    }

    private static boolean ends(char c) {
        return Character.isWhitespace(c)
                || Character.isISOControl(c)
                || Characters.unspaced(c)
                || "\"'<>()[]{}|`\\^".indexOf(c) >= 0;
    }

    private static boolean isImage(String text, int start) {
        return text.regionMatches(true, start - 5, "src=\"", 0, 5)
                || text.regionMatches(true, start - 5, "src='", 0, 5);
    }

    private static boolean letsIn(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        if (path < 0) {
            return false;
        }
        boolean says = false;
        boolean secret = false;
        String previous = "";
        for (String word : url.substring(path).split("[^A-Za-z0-9]+", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (DOES_SOMETHING_ELSE.contains(lower)) {
                return false;
            }
            says |= LETS_IN.contains(lower)
                    || (previous.equals("sign") && (lower.equals("in") || lower.equals("up")))
                    || (previous.equals("log") && lower.equals("in"));
            previous = lower;
        }
        for (String part : url.substring(path).split("[/?&=#]", -1)) {
            secret |= part.length() >= LEAST_SECRET && isRandom(part);
        }
        return says && secret;
    }

    /** Letters and digits mixed, as no word is. */
    private static boolean isRandom(String part) {
        boolean letter = false;
        boolean digit = false;
        for (int i = 0; i < part.length(); i++) {
            letter |= Characters.asciiLetter(part.charAt(i));
            digit |= Characters.digit(part.charAt(i));
        }
        return letter && digit;
    }
}
