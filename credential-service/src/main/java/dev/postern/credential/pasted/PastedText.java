package dev.postern.credential.pasted;

import java.util.regex.Pattern;

/** A pasted text without what a reader cannot see, and with one spelling for what looks alike. */
final class PastedText {
    // A secret of a thousand letters is the longest that was seen.
    private static final int LONGEST = 16_384;
    private static final int WIDE_FIRST = 0xff01;
    private static final int WIDE_LAST = 0xff5e;
    private static final int WIDE_TO_ASCII = WIDE_FIRST - '!';
    private static final String CURLY_QUOTES = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb\u2039\u203a";
    private static final Pattern AMPERSAND =
            Pattern.compile("&(?:amp|#0{0,5}+38|#x0{0,5}+26);|\\\\u0026", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTE = Pattern.compile("&(?:quot|#0{0,5}+34|lt|gt);", Pattern.CASE_INSENSITIVE);

    private PastedText() {}

    /**
     * Without invisible characters. Any blank is a space and any hyphen is the plain one; wide letters are plain. Links
     * that were copied out of a page's source or out of JSON have their ampersands and slashes back.
     *
     * @throws Unreadable for a text far longer than any key
     */
    static String clean(String pasted) {
        if (pasted.length() > LONGEST) {
            throw new Unreadable(KeyFault.NO_KEY);
        }
        StringBuilder clean = new StringBuilder(pasted.length());
        pasted.codePoints().forEach(point -> append(clean, point));
        String text = AMPERSAND.matcher(clean).replaceAll("&");
        return QUOTE.matcher(text).replaceAll("\"").replace("\\/", "/").strip();
    }

    private static void append(StringBuilder clean, int point) {
        if (point >= WIDE_FIRST && point <= WIDE_LAST) {
            clean.append((char) (point - WIDE_TO_ASCII));
        } else if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
            clean.append(' ');
        } else if (Character.getType(point) == Character.DASH_PUNCTUATION || point == 0x2212) {
            clean.append('-');
        } else if (CURLY_QUOTES.indexOf(point) >= 0) {
            clean.append('"');
        } else if (isSeen(point)) {
            clean.appendCodePoint(point);
        }
    }

    private static boolean isSeen(int point) {
        boolean variation = (point >= 0xfe00 && point <= 0xfe0f) || point == 0x034f;
        return !variation
                && switch (Character.getType(point)) {
                    case Character.FORMAT, Character.CONTROL, Character.SURROGATE -> false;
                    default -> true;
                };
    }

    static String withoutBlanks(String text) {
        return text.replace(" ", "");
    }
}
