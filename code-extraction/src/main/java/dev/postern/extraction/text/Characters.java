package dev.postern.extraction.text;

import java.util.function.IntPredicate;

/** Classes of characters as this package needs them, where the JDK's classes differ. */
public final class Characters {

    /** The characters below this are ASCII. */
    public static final int ASCII = 128;

    private Characters() {}

    /**
     * A table of the ASCII characters that are meant. It is asked for every character, and a table is faster
     * than a search.
     */
    public static boolean[] ascii(IntPredicate meant) {
        boolean[] table = new boolean[ASCII];
        for (int c = 0; c < ASCII; c++) {
            table[c] = meant.test(c);
        }
        return table;
    }

    public static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A decimal digit of any script. */
    public static boolean decimal(char c) {
        return c < ASCII ? digit(c) : Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
    }

    public static boolean asciiLetter(char c) {
        int small = c | 0x20;
        return small >= 'a' && small <= 'z';
    }

    public static boolean asciiLetterOrDigit(char c) {
        return digit(c) || asciiLetter(c);
    }

    /** Letters of scripts that are written without blanks between a word and a number. */
    public static boolean unspaced(char c) {
        if (c < '\u0E00') {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
            default -> c == 'ー' || c == '々';
        };
    }

    /** A part of a word in a script that sets blanks between words; combining marks belong to it. */
    public static boolean word(char c) {
        if (c < ASCII) {
            return asciiLetter(c);
        }
        int type = Character.getType(c);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return (Character.isLetter(c) || mark) && !unspaced(c);
    }

    /** A letter that makes a digit beside it part of a name, a hash or a serial number. */
    public static boolean gluesDigits(char c) {
        if (c == '_') {
            return true;
        }
        if (c < ASCII) {
            return asciiLetter(c);
        }
        return switch (Character.UnicodeScript.of(c)) {
            case LATIN, CYRILLIC, GREEK -> Character.isLetter(c);
            default -> false;
        };
    }

    /** A blank of any script, or a line break. */
    public static boolean blank(char c) {
        return c < ASCII
                ? c <= ' ' && Character.isWhitespace(c)
                : Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** A character that is in the text but is not seen. */
    public static boolean invisible(char c) {
        return Character.getType(c) == Character.FORMAT
                || (c >= '\uFE00' && c <= '\uFE0F')
                // The joiner of graphemes, the key of a keypad around a digit, and letters that fill a place.
                || "\u034F\u20E3\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u3164\uFFA0".indexOf(c) >= 0;
    }
}
