package dev.postern.events.identifier;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes off what a copied address brings along: characters that nobody sees, wide and no-break forms of those that are
 * seen, a scheme in front, a display name around. A text of several addresses is taken apart.
 */
final class Spelling {
    private static final Set<String> SCHEMES =
            Set.of("tel", "sms", "smsto", "mms", "callto", "whatsapp", "imessage", "mailto", "smtp");
    private static final int LONGEST_SCHEME = 8;
    // A comment in the sense of RFC 5322, section 3.2.2. Possessive, since the text comes from strangers.
    private static final Pattern COMMENT_BEHIND = Pattern.compile("([^()\\s@]++@[^()\\s@]++)\\s++\\([^()]*+\\)");
    private static final int WIDE_FROM = 0xFF01;
    private static final int WIDE_TO = 0xFF5E;
    private static final int WIDE_OFFSET = 0xFEE0;
    private static final int BRAILLE_BLANK = 0x2800;

    private Spelling() {}

    /** The text as it is seen: no format character, ordinary blanks and hyphens, letters composed, nothing around it. */
    static String visible(String sent) {
        if (sent.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            return sent.strip();
        }
        StringBuilder seen = new StringBuilder(sent.length());
        sent.codePoints().filter(c -> !isInvisible(c)).map(Spelling::plain).forEach(seen::appendCodePoint);
        return Normalizer.normalize(seen, Normalizer.Form.NFC).strip();
    }

    /** Whether every character is a blank, a control or invisible. */
    static boolean isUnseen(String sent) {
        return sent.codePoints()
                .allMatch(c ->
                        isInvisible(c) || Character.isISOControl(c) || Character.isWhitespace(c) || plain(c) == ' ');
    }

    /** The text with wide forms of ASCII and the decimal digits of any script written in ASCII. */
    static String narrow(String visible) {
        if (visible.chars().allMatch(c -> c < 0x7F)) {
            return visible;
        }
        StringBuilder narrow = new StringBuilder(visible.length());
        visible.codePoints().map(Spelling::ascii).forEach(narrow::appendCodePoint);
        return narrow.toString();
    }

    /** The parts between commas and semicolons that stand in neither quotes nor angle brackets; blank ones left out. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        boolean bracketed = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            bracketed = !quoted && (bracketed ? c != '>' : c == '<');
            if (!quoted && !bracketed && (c == ',' || c == ';')) {
                add(parts, text.substring(from, i));
                from = i + 1;
            }
        }
        add(parts, text.substring(from));
        return parts;
    }

    /** What stands in the last angle brackets, without a scheme and what an URI adds behind it (RFC 3966, 5724, 6068). */
    static String bare(String text) {
        String inside = text;
        if (text.endsWith(">")) {
            int open = text.lastIndexOf('<');
            if (open >= 0) {
                inside = text.substring(open + 1, text.length() - 1).strip();
            }
        }
        inside = unquoted(inside);
        Matcher behind = COMMENT_BEHIND.matcher(inside);
        if (behind.matches()) {
            return behind.group(1);
        }
        int colon = inside.indexOf(':');
        if (colon < 0 || colon > LONGEST_SCHEME || !isScheme(inside.substring(0, colon))) {
            return inside.indexOf('@') < 0 ? decoded(inside) : inside;
        }
        String address = inside.substring(colon + 1);
        int end = address.indexOf('?');
        address = end < 0 ? address : address.substring(0, end);
        return decoded(address.startsWith("//") ? address.substring(2) : address);
    }

    /** What stands in one pair of quotes; a text that is not in quotes as it is. */
    static String unquoted(String text) {
        int last = text.length() - 1;
        if (last < 2 || text.charAt(0) != text.charAt(last) || (text.charAt(0) != '"' && text.charAt(0) != '\'')) {
            return text;
        }
        String inside = text.substring(1, last);
        return inside.indexOf(text.charAt(0)) < 0 ? inside.strip() : text;
    }

    private static boolean isScheme(String text) {
        return SCHEMES.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** The characters that an address within an address of the web is written with (RFC 3986, section 2.1). */
    private static String decoded(String address) {
        return address.replace("%2B", "+")
                .replace("%2b", "+")
                .replace("%40", "@")
                .replace("%20", " ")
                .strip();
    }

    private static void add(List<String> parts, String part) {
        if (!part.isBlank()) {
            parts.add(part.strip());
        }
    }

    /**
     * Format characters (bidi marks, zero widths, soft hyphens, the byte order mark), and the others that Unicode calls
     * Default_Ignorable_Code_Point, such as variation selectors and fillers of Hangul.
     */
    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT
                || c == 0x034F
                || (c >= 0x115F && c <= 0x1160)
                || (c >= 0x17B4 && c <= 0x17B5)
                || (c >= 0x180B && c <= 0x180F)
                || c == 0x2065
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFFA0
                || (c >= 0xFFF0 && c <= 0xFFF8)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }

    private static int plain(int c) {
        if (Character.getType(c) == Character.SPACE_SEPARATOR || c == BRAILLE_BLANK) {
            return ' ';
        }
        return c == 0x2212 || (c >= 0x2010 && c <= 0x2015) || c == 0xFE63 || c == 0xFE58 ? '-' : c;
    }

    private static int ascii(int c) {
        if (c >= WIDE_FROM && c <= WIDE_TO) {
            return c - WIDE_OFFSET;
        }
        return Character.isDigit(c) ? '0' + Character.digit(c, 10) : c;
    }
}
