package dev.postern.credential.pasted;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address with a key that a pasted text is or holds. It may stand between quotes or words, under a scheme like
 * {@code apple-otpauth}, or encoded in the address of a QR image.
 *
 * @param kind what it makes codes for
 * @param label account and issuer as they stand, encoded; empty: none
 * @param query its parameters, encoded
 * @param beside the text around it
 * @param text what was searched: the pasted text, or a decoded part of it
 * @param exact whether it is all of that text and spelled as Skyvern spells it
 */
record KeyUri(Kind kind, String label, String query, String beside, String text, boolean exact) {
    private static final int MOST_ENCODED = 3;
    private static final String AT_WORD = "(?<![a-z0-9+.-])";
    private static final String SCHEME = AT_WORD + "(?!https?:)[a-z][a-z0-9+.-]{0,30}+(?:: ?/{0,3}|//)";
    private static final Pattern HEAD = insensitive(SCHEME + "(totp|hotp|steam)(?=[/?#%])");
    private static final Pattern EXPORT = insensitive(AT_WORD + "otpauth-migration:[^?]{0,40}+\\?");
    private static final Pattern STEAM_KEY = insensitive(AT_WORD + "steam: ?//");
    private static final Pattern OTHER = insensitive(AT_WORD + "(?:[a-z]{1,20}+-)?otp-?auth: ?/{0,3}");
    private static final Pattern MEMBER = insensitive("(?:^|[?&])secret=");
    private static final Pattern BARE_MEMBERS = insensitive("^key=[^&]++&(?:step|size|type|encoding|otphashmode)=.*");
    private static final Pattern PART = Pattern.compile("[^?&#\"'<> ]++");
    private static final String EXACT = "otpauth://";

    enum Kind {
        TIME,
        COUNTER,
        STEAM,
        STEAM_KEY,
        EXPORT,
        /** No key's own address, but one with a secret among its parameters. */
        MEMBER,
        OTHER
    }

    /** Nothing when the text holds no such address; it may still be a bare key. */
    static Optional<KeyUri> find(String text) {
        Optional<KeyUri> schemed = schemed(text, "", 0);
        return schemed.isPresent() ? schemed : member(text, 0);
    }

    private static Optional<KeyUri> schemed(String text, String outside, int depth) {
        Optional<KeyUri> here = schemedHere(text, outside);
        if (here.isPresent() || depth == MOST_ENCODED || text.indexOf('%') < 0) {
            return here;
        }
        Matcher part = PART.matcher(text);
        while (part.find()) {
            String value = part.group().substring(part.group().indexOf('=') + 1);
            if (value.indexOf('%') >= 0) {
                String around = outside + ' ' + text.substring(0, part.start()) + ' ' + text.substring(part.end());
                Optional<KeyUri> inside = schemed(decoded(value), around, depth + 1);
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return schemedHere(decoded(text), outside);
    }

    private static Optional<KeyUri> schemedHere(String text, String outside) {
        Matcher head = HEAD.matcher(text);
        if (head.find()) {
            Kind kind = switch (Character.toLowerCase(head.group(1).charAt(0))) {
                case 't' -> Kind.TIME;
                case 'h' -> Kind.COUNTER;
                default -> Kind.STEAM;
            };
            boolean exact = text.regionMatches(true, 0, EXACT, 0, EXACT.length())
                    && head.start(1) == EXACT.length()
                    && head.group(1).matches("totp|hotp");
            KeyUri found = of(kind, text, head.start(), head.end(), outside, exact);
            if (head.find()) {
                throw new Unreadable(KeyFault.TWO_KEYS);
            }
            return Optional.of(found);
        }
        return first(Kind.EXPORT, EXPORT, text, outside)
                .or(() -> first(Kind.STEAM_KEY, STEAM_KEY, text, outside))
                .or(() -> first(Kind.OTHER, OTHER, text, outside));
    }

    private static Optional<KeyUri> first(Kind kind, Pattern pattern, String text, String outside) {
        Matcher head = pattern.matcher(text);
        if (!head.find()) {
            return Optional.empty();
        }
        int from = kind == Kind.EXPORT ? head.end() - 1 : head.end();
        return Optional.of(of(kind, text, head.start(), from, outside, false));
    }

    private static KeyUri of(Kind kind, String text, int start, int labelStart, String outside, boolean exact) {
        int end = end(text, start, labelStart);
        String rest = text.substring(labelStart, end);
        boolean plain = exact && end == text.length();
        if (rest.indexOf('?') < 0) {
            // Some encode the question mark too.
            rest = decoded(rest);
            plain = false;
        }
        int question = rest.indexOf('?');
        String label = question < 0 ? rest : rest.substring(0, question);
        String query = question < 0 ? "" : rest.substring(question + 1);
        String beside = outside + ' ' + text.substring(0, start) + ' ' + text.substring(end);
        return new KeyUri(kind, label.replaceFirst("^/+", ""), query, beside, text, plain && label.indexOf('#') < 0);
    }

    /** Where the quote closes that opens right before the address; else the end of the text. */
    private static int end(String text, int start, int from) {
        char before = start == 0 ? ' ' : text.charAt(start - 1);
        char closing = switch (before) {
            case '"', '\'', '`' -> before;
            case '<' -> '>';
            default -> 0;
        };
        int question = text.indexOf('?', from);
        int end = closing == 0 ? -1 : text.indexOf(closing, Math.max(from, question));
        return end < 0 ? text.length() : end;
    }

    private static Optional<KeyUri> member(String text, int depth) {
        Matcher secret = MEMBER.matcher(text);
        boolean named = secret.find();
        if (named || BARE_MEMBERS.matcher(text).matches()) {
            int question = text.lastIndexOf('?', named ? secret.start() : 0) + 1;
            return Optional.of(
                    new KeyUri(Kind.MEMBER, "", text.substring(question), text.substring(0, question), text, false));
        }
        return depth == MOST_ENCODED || text.indexOf('%') < 0 ? Optional.empty() : member(decoded(text), depth + 1);
    }

    /** The address {@code steam://KEY} written as the others are. */
    KeyUri ofSteam() {
        String parameters = "secret=" + label + (query.isEmpty() ? "" : "&" + query);
        return new KeyUri(Kind.STEAM, "Steam", parameters, beside, text, false);
    }

    private static String decoded(String text) {
        return PastedText.clean(PercentEncoding.decode(text));
    }

    private static Pattern insensitive(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    @Override
    public String toString() {
        return kind.name();
    }
}
