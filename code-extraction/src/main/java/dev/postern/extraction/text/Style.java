package dev.postern.extraction.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** What the style of an element, or a rule of a style sheet, does to the visibility of its text. */
enum Style {
    PLAIN,
    HIDES,
    /**
     * Its letters have no size, nor do those of inner elements without a size of their own. Layouts use it to
     * drop blanks.
     */
    WITHOUT_SIZE,
    WITH_SIZE;

    private static final String[] HIDING = {
        "display:none", "visibility:hidden", "visibility:collapse", "mso-hide:all", "color:transparent"
    };
    private static final String[] HIDING_WHEN_ZERO = {"max-height:", "opacity:", "max-width:"};
    private static final String SIZE = "font-size:";
    private static final Pattern NOISE = Pattern.compile("[\\s!]|important");

    static Style of(String declarations) {
        if (declarations.isEmpty()) {
            return PLAIN;
        }
        String compact = NOISE.matcher(declarations.toLowerCase(Locale.ROOT)).replaceAll("");
        for (String hiding : HIDING) {
            if (valueOf(hiding, compact, 0) >= 0) {
                return HIDES;
            }
        }
        for (String property : HIDING_WHEN_ZERO) {
            if (hasZero(compact, property)) {
                return HIDES;
            }
        }
        return ofSize(compact);
    }

    boolean isHiding() {
        return this == HIDES || this == WITHOUT_SIZE;
    }

    private static boolean hasZero(String style, String property) {
        int value = valueOf(property, style, 0);
        while (value >= 0) {
            if (isZero(style, value)) {
                return true;
            }
            value = valueOf(property, style, value);
        }
        return false;
    }

    /** The last size counts. A relative size, such as 0.9em, leaves a size of zero at zero. */
    private static Style ofSize(String style) {
        int last = -1;
        int value = valueOf(SIZE, style, 0);
        while (value >= 0) {
            last = value;
            value = valueOf(SIZE, style, value);
        }
        if (last < 0) {
            return PLAIN;
        }
        if (isZero(style, last)) {
            return WITHOUT_SIZE;
        }
        int end = style.indexOf(';', last);
        String size = style.substring(last, end < 0 ? style.length() : end);
        boolean relative =
                size.endsWith("%") || (size.endsWith("em") && !size.endsWith("rem")) || size.equals("inherit");
        return relative ? PLAIN : WITH_SIZE;
    }

    /**
     * Where the next value of a property begins; -1 when there is none. The colour of a background does not count as
     * the colour.
     */
    private static int valueOf(String property, String style, int from) {
        int i = style.indexOf(property, from);
        while (i > 0 && style.charAt(i - 1) != ';' && style.charAt(i - 1) != '{') {
            i = style.indexOf(property, i + 1);
        }
        return i < 0 ? -1 : i + property.length();
    }

    /** Whether the value is zero: 0, 0px and 0.0 are; 0.9em is not. */
    private static boolean isZero(String style, int from) {
        int i = from;
        boolean digit = false;
        while (i < style.length() && (style.charAt(i) == '0' || style.charAt(i) == '.')) {
            digit |= style.charAt(i) == '0';
            i++;
        }
        return digit && (i == style.length() || !Character.isDigit(style.charAt(i)));
    }
}
