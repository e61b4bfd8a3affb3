package dev.postern.extraction.html;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * How the text of each element looks that the reader of a document is in: which letters have no size, or the colour
 * of their ground.
 */
final class Appearance {
    private final StyleSheets sheets;
    private final Map<String, Style> styles = new HashMap<>();
    private final BitSet sizeless = new BitSet();
    private int[] colours = new int[32];
    private int[] grounds = new int[32];

    Appearance(Document document) {
        this.sheets = StyleSheets.of(document);
    }

    /** Goes into an element at this depth. Returns its style, which may hide it. */
    Style enter(Element element, int depth) {
        Style style = styleOf(element);
        if (style.hides()) {
            return style;
        }
        if (depth >= colours.length) {
            colours = Arrays.copyOf(colours, depth * 2);
            grounds = Arrays.copyOf(grounds, depth * 2);
        }
        boolean inherited = depth > 0 && sizeless.get(depth - 1);
        sizeless.set(depth, style.size() == Style.Size.NONE || (inherited && style.size() != Style.Size.SOME));
        colours[depth] = stated(style.colour(), depth == 0 ? Colour.UNSTATED : colours[depth - 1]);
        int ground = style.ground() == Colour.CLEAR ? Colour.UNSTATED : style.ground();
        grounds[depth] = stated(ground, depth == 0 ? Colour.WHITE : grounds[depth - 1]);
        return style;
    }

    /** Whether text right in the element at this depth is seen. */
    boolean shows(int depth) {
        return !sizeless.get(depth) && !Colour.hides(colours[depth], grounds[depth]);
    }

    private static int stated(int own, int inherited) {
        return own == Colour.UNSTATED ? inherited : own;
    }

    private Style styleOf(Element element) {
        Style style = sheets.of(element);
        if (element.attributesSize() == 0) {
            return style;
        }
        Attributes attributes = element.attributes();
        if (attributes.hasKey("hidden")) {
            return Style.HIDING;
        }
        String written = attributes.get("style");
        // Layouts repeat a handful of styles thousands of times.
        Style own = written.isEmpty() ? Style.PLAIN : styles.computeIfAbsent(written, Style::of);
        return style.under(attributes(element)).under(own);
    }

    /** The colours that attributes state. */
    private static Style attributes(Element element) {
        Attributes attributes = element.attributes();
        int colour = switch (element.normalName()) {
            case "font" -> colour(attributes.get("color"));
            case "body" -> colour(attributes.get("text"));
            default -> Colour.UNSTATED;
        };
        int ground = attributes.get("background").isEmpty() ? colour(attributes.get("bgcolor")) : Colour.UNKNOWN;
        boolean none = colour == Colour.UNSTATED && ground == Colour.UNSTATED;
        return none ? Style.PLAIN : Style.coloured(colour, ground);
    }

    private static int colour(String attribute) {
        return Colour.of(attribute.strip().toLowerCase(Locale.ROOT));
    }
}
