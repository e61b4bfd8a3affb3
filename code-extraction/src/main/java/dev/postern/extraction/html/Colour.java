package dev.postern.extraction.html;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A colour of CSS or of an HTML attribute as one number: red, green and blue in eight bits each (CSS Color Module
 * Level 4).
 */
final class Colour {
    /** No colour is stated. */
    static final int UNSTATED = -1;
    /** A colour is stated that cannot be told from the text, such as that of a picture. */
    static final int UNKNOWN = -2;
    /** What is drawn in this colour is not seen. */
    static final int CLEAR = -3;

    static final int WHITE = 0xFFFFFF;

    /** Letters that differ from their ground by less are not seen. */
    private static final int SEEN = 12;

    private static final double CLEAR_BELOW = 0.06;
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,/]+");
    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("white", WHITE),
            Map.entry("black", 0),
            Map.entry("red", 0xFF0000),
            Map.entry("green", 0x008000),
            Map.entry("blue", 0x0000FF),
            Map.entry("gray", 0x808080),
            Map.entry("grey", 0x808080),
            Map.entry("silver", 0xC0C0C0),
            Map.entry("lightgray", 0xD3D3D3),
            Map.entry("lightgrey", 0xD3D3D3),
            Map.entry("whitesmoke", 0xF5F5F5),
            Map.entry("snow", 0xFFFAFA),
            Map.entry("ivory", 0xFFFFF0),
            Map.entry("ghostwhite", 0xF8F8FF),
            Map.entry("transparent", CLEAR),
            Map.entry("inherit", UNSTATED),
            Map.entry("initial", UNSTATED),
            Map.entry("unset", UNSTATED),
            Map.entry("currentcolor", UNSTATED),
            Map.entry("", UNSTATED));

    private Colour() {}

    /** The colour that a value in lower case names. */
    static int of(String value) {
        Integer named = NAMES.get(value);
        if (named != null) {
            return named;
        }
        if (value.startsWith("#")) {
            return hexadecimal(value.substring(1));
        }
        int open = value.indexOf('(');
        if (open > 0 && value.endsWith(")")) {
            return function(value.substring(0, open), value.substring(open + 1, value.length() - 1));
        }
        // An attribute may leave the mark out: bgcolor=ffffff.
        return value.length() == 6 ? hexadecimal(value) : UNKNOWN;
    }

    /** Whether letters of one colour on a ground of another are not seen. */
    static boolean hides(int letters, int ground) {
        return letters == CLEAR
                || (letters >= 0
                        && ground >= 0
                        && near(letters, ground, 16)
                        && near(letters, ground, 8)
                        && near(letters, ground, 0));
    }

    private static boolean near(int one, int other, int shift) {
        return Math.abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) < SEEN;
    }

    private static int hexadecimal(String digits) {
        int length = digits.length();
        boolean shortForm = length == 3 || length == 4;
        if (!shortForm && length != 6 && length != 8) {
            return UNKNOWN;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0) {
                return UNKNOWN;
            }
            value = shortForm ? value << 8 | (long) digit * 17 : value << 4 | digit;
        }
        if (length == 3 || length == 6) {
            return (int) value;
        }
        return (value & 0xFF) < CLEAR_BELOW * 255 ? CLEAR : (int) (value >> 8);
    }

    private static int function(String name, String arguments) {
        String[] parts = SEPARATORS.split(arguments.strip(), 6);
        if (parts.length == 4 && Length.number(parts[3]) < CLEAR_BELOW * (parts[3].endsWith("%") ? 100 : 1)) {
            return CLEAR;
        }
        if (!name.startsWith("rgb") || parts.length < 3 || parts.length > 4) {
            return UNKNOWN;
        }
        int colour = 0;
        for (int i = 0; i < 3; i++) {
            double number = Length.number(parts[i]) * (parts[i].endsWith("%") ? 2.55 : 1);
            if (Double.isNaN(number)) {
                return UNKNOWN;
            }
            colour = colour << 8 | (int) Math.max(0, Math.min(255, number));
        }
        return colour;
    }
}
