package dev.postern.extraction.html;

import dev.postern.extraction.text.Characters;

/** A length of CSS, as far as it tells what is too small or too far away to be seen. */
final class Length {
    private static final double PIXELS_OF_A_LETTER = 16;
    private static final double PIXELS_OF_A_SCREEN = 1000;

    private Length() {}

    /** The number that a value begins with; not a number when it begins with none. */
    static double number(String value) {
        int end = 0;
        while (end < value.length() && (Characters.digit(value.charAt(end)) || "+-.".indexOf(value.charAt(end)) >= 0)) {
            end++;
        }
        try {
            return Double.parseDouble(value.substring(0, end));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The length in pixels, about; not a number when the value is no length. */
    static double pixels(String value) {
        double number = number(value);
        if (value.endsWith("em") || value.endsWith("ch") || value.endsWith("ex")) {
            return number * PIXELS_OF_A_LETTER;
        }
        if (value.endsWith("%") || value.endsWith("vw") || value.endsWith("vh")) {
            return number * PIXELS_OF_A_SCREEN / 100;
        }
        if (value.endsWith("in")) {
            return number * 96;
        }
        return value.endsWith("cm") ? number * 38 : number;
    }
}
