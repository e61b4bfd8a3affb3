package dev.postern.extraction.html;

import dev.postern.extraction.text.Characters;
import java.util.Locale;
import java.util.regex.Pattern;

/** The declarations of one style, read for the ways in which mail programs let a text be there and not be seen. */
final class Declarations {
    /** Letters of two pixels are dots. */
    private static final double TINY = 2.01;

    private static final double TINY_PART = 0.15;
    private static final double CLEAR = 0.06;
    /** No layout of a mail moves a text that far, in pixels, if it is to be seen. */
    private static final double AWAY = 450;

    private static final double FAR_AWAY = 4000;
    /** A longer value is a picture. */
    private static final int LONGEST = 200;

    private static final String COLOURED = "color";
    private static final Pattern BLANKS = Pattern.compile("[\\s,()]+");
    private static final Pattern NO_AREA =
            Pattern.compile("(?:circle|ellipse)\\(\\s*0.*|inset\\(\\s*(?:[5-9]\\d|100)%.*|polygon\\([\\s0pxe%,m.]*\\)");
    private static final Pattern NO_SCALE =
            Pattern.compile(".*scale(?:x|y|3d)?\\(\\s*(?:[\\d.]+\\s*,\\s*)?0*\\.?0+\\s*[,)].*");
    private static final Pattern CLEAR_FILTER = Pattern.compile(".*opacity\\s*[(=]\\s*0*\\.?0+%?\\s*\\).*");

    private boolean hides;
    private boolean clipped;
    private boolean placed;
    private boolean away;
    private boolean flat;
    private boolean filled;
    private Style.Size size = Style.Size.UNCHANGED;
    private int colour = Colour.UNSTATED;
    private int ground = Colour.UNSTATED;
    private Style.Display display = Style.Display.UNCHANGED;

    private Declarations() {}

    static Style read(String declarations) {
        Declarations read = new Declarations();
        int start = 0;
        while (start < declarations.length()) {
            int semicolon = declarations.indexOf(';', start);
            int end = semicolon < 0 ? declarations.length() : semicolon;
            int colon = declarations.indexOf(':', start);
            if (colon > start && colon < end) {
                read.read(cleaned(declarations.substring(start, colon)), value(declarations, colon + 1, end));
            }
            start = end + 1;
        }
        boolean hidden = read.hides || (read.flat && read.clipped) || (read.away && read.placed);
        // Clear letters over a ground that is cut out to their shape show that ground.
        read.colour = read.filled ? Colour.UNKNOWN : read.colour;
        boolean plain = read.size == Style.Size.UNCHANGED
                && read.display == Style.Display.UNCHANGED
                && read.colour == Colour.UNSTATED
                && read.ground == Colour.UNSTATED;
        if (plain) {
            return hidden ? Style.HIDING : Style.PLAIN;
        }
        return new Style(hidden, read.size, read.colour, read.ground, read.display);
    }

    private static String value(String declarations, int start, int end) {
        String value = cleaned(declarations.substring(start, Math.min(end, start + LONGEST)));
        int important = value.indexOf('!');
        return important < 0 ? value : value.substring(0, important).strip();
    }

    private static String cleaned(String written) {
        return written.strip().toLowerCase(Locale.ROOT);
    }

    private void read(String property, String value) {
        switch (property) {
            case "display" -> {
                hides |= value.equals("none");
                display = displayOf(value);
            }
            case "visibility" -> hides |= value.equals("hidden") || value.equals("collapse");
            case "content-visibility" -> hides |= value.equals("hidden");
            case "mso-hide" -> hides |= value.equals("all");
            case "opacity" -> hides |= Length.number(value) < (value.endsWith("%") ? 100 * CLEAR : CLEAR);
            case "zoom" -> hides |= Length.number(value) < CLEAR;
            case "max-height", "max-width" -> hides |= Length.number(value) == 0;
            case "height", "width" -> flat |= Length.pixels(value) < TINY && !value.endsWith("%");
            case "overflow", "overflow-x", "overflow-y" ->
                clipped |= value.startsWith("hidden") || value.startsWith("clip");
            case "position" -> placed |= !value.equals("static") && !value.equals("sticky");
            case "left", "top", "right", "bottom" -> {
                double moved = Length.pixels(value);
                away |= moved < -AWAY || moved > FAR_AWAY;
            }
            case "text-indent", "margin-left", "margin-top" -> hides |= Length.pixels(value) < -AWAY;
            case "margin" -> hides |= isAway(value);
            case "transform", "-webkit-transform", "-ms-transform" ->
                hides |= NO_SCALE.matcher(value).matches() || (value.contains("translate") && isAway(value));
            case "scale" -> hides |= Length.number(value) < CLEAR;
            case "translate" -> hides |= isAway(value);
            case "clip" -> hides |= isEmptyClip(value);
            case "clip-path", "-webkit-clip-path" ->
                hides |= NO_AREA.matcher(value).matches();
            case "filter", "-ms-filter", "-webkit-filter" ->
                hides |= CLEAR_FILTER.matcher(value).matches();
            case "font-size" -> size = sizeOf(value);
            case "font" -> size = sizeInFont(value);
            case COLOURED, "-webkit-text-fill-color" -> colour = Colour.of(value);
            case "background-color" -> ground = groundOf(value);
            case "background" -> ground = groundOf(value);
            case "background-image" -> ground = value.equals("none") ? ground : Colour.UNKNOWN;
            case "background-clip", "-webkit-background-clip" -> filled |= value.equals("text");
            default -> {}
        }
    }

    private static Style.Display displayOf(String value) {
        return switch (value) {
            case "block", "table", "flex", "grid", "list-item" -> Style.Display.LINE;
            case "inline" -> Style.Display.WITHIN_A_LINE;
            case "inline-block", "inline-table", "inline-flex", "table-cell" -> Style.Display.BOX;
            default -> Style.Display.UNCHANGED;
        };
    }

    /** A relative size, such as 0.9em, leaves letters that are too small as they are. */
    private static Style.Size sizeOf(String value) {
        double number = Length.number(value);
        if (Double.isNaN(number)) {
            return value.equals("inherit") || value.equals("smaller") || value.equals("larger")
                    ? Style.Size.UNCHANGED
                    : Style.Size.SOME;
        }
        boolean part = value.endsWith("%") || value.endsWith("em");
        double least = value.endsWith("%") ? 100 * TINY_PART : part ? TINY_PART : TINY;
        if (number < least) {
            return Style.Size.NONE;
        }
        return part && !value.endsWith("rem") ? Style.Size.UNCHANGED : Style.Size.SOME;
    }

    /** The size of "bold 0/0 Arial". */
    private Style.Size sizeInFont(String value) {
        for (String word : BLANKS.split(value, -1)) {
            String first = word.indexOf('/') > 0 ? word.substring(0, word.indexOf('/')) : word;
            boolean length = !first.isEmpty() && Characters.digit(first.charAt(0));
            boolean weight = length && first.length() == 3 && first.endsWith("00");
            if (length && !weight) {
                return sizeOf(first);
            }
        }
        return size;
    }

    private static int groundOf(String value) {
        if (value.contains("url(") || value.contains("gradient") || value.contains("var(")) {
            return Colour.UNKNOWN;
        }
        if (value.indexOf('(') >= 0) {
            int colour = Colour.of(value);
            return colour == Colour.CLEAR ? Colour.UNSTATED : colour;
        }
        int found = Colour.UNKNOWN;
        for (String word : BLANKS.split(value, -1)) {
            int colour = Colour.of(word);
            if (colour == Colour.CLEAR || word.equals("none")) {
                found = Colour.UNSTATED;
            } else if (colour != Colour.UNKNOWN) {
                return colour;
            }
        }
        return found;
    }

    private static boolean isAway(String value) {
        for (String word : BLANKS.split(value, -1)) {
            if (!word.isEmpty() && Length.pixels(word) < -AWAY) {
                return true;
            }
        }
        return false;
    }

    /** "rect(0, 0, 0, 0)" and "rect(1px 1px 1px 1px)" show nothing. */
    private static boolean isEmptyClip(String value) {
        String[] parts = BLANKS.split(value, -1);
        if (parts.length < 5 || !parts[0].equals("rect")) {
            return false;
        }
        double top = Length.pixels(parts[1]);
        double right = Length.pixels(parts[2]);
        double bottom = Length.pixels(parts[3]);
        double left = Length.pixels(parts[4]);
        return bottom - top < TINY || right - left < TINY;
    }
}
