package dev.postern.extraction.link;

import dev.postern.extraction.text.Anchor;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** Collects the addresses of a message: those that a click opens, and those that are written out. */
final class AddressReader {
    private static final boolean[] ENDS =
            Characters.ascii(c -> Character.isISOControl(c) || " \"'<>()[]{}|`\\^".indexOf(c) >= 0);
    private static final Pattern BREAKS = Pattern.compile("[\\t\\n\\f\\r]+");
    /** A line break behind which an address may go on. */
    private static final char OPEN = '\u2028';

    private final RenderedText text;
    private final String written;
    private final List<Address> found = new ArrayList<>();
    private int nextColon = -1;

    private AddressReader(RenderedText text) {
        this.text = text;
        this.written = text.written();
    }

    /** The addresses in the order in which they stand. */
    static List<Address> in(RenderedText text) {
        AddressReader reader = new AddressReader(text);
        int from = 0;
        for (Anchor anchor : text.anchors()) {
            reader.readWritten(from, anchor.start());
            reader.add(anchor);
            from = Math.max(from, anchor.end());
        }
        reader.readWritten(from, reader.written.length());
        return reader.found;
    }

    private void add(Anchor anchor) {
        // As a browser does: URL Standard, "basic URL parser", 2 and 3.
        String href = BREAKS.matcher(anchor.href().strip()).replaceAll("");
        if (schemeAt(href, href.indexOf("://")) == 0) {
            found.add(new Address(
                    Unwrapped.of(Parser.unescapeEntities(href, true)),
                    text.indexOf(anchor.start()),
                    text.indexOf(anchor.end()),
                    true,
                    anchor.pictured(),
                    anchor.placeStart(),
                    anchor.placeEnd(),
                    true));
        }
    }

    private void readWritten(int from, int to) {
        int i = next(from, to);
        while (i >= 0) {
            int end = end(i, to);
            if (!isImage(i)) {
                found.add(new Address(
                        Unwrapped.of(decoded(written.substring(i, end))),
                        text.indexOf(i),
                        text.indexOf(end),
                        false,
                        "",
                        i,
                        end,
                        end == written.length() || written.charAt(end) != OPEN));
            }
            i = next(end, to);
        }
    }

    /** Where the next address begins. */
    private int next(int from, int to) {
        int i = schemeEnd(from);
        while (i < to) {
            int scheme = schemeAt(written, i);
            if (scheme >= from) {
                return scheme;
            }
            i = schemeEnd(i + 3);
        }
        return -1;
    }

    /** Where the next "://" stands, or the length of the text; most places between two links have none, so it is looked for once. */
    private int schemeEnd(int from) {
        if (nextColon < from) {
            int found = written.indexOf("://", from);
            nextColon = found < 0 ? written.length() : found;
        }
        return nextColon;
    }

    /** Where the scheme begins that ends at an index; negative when it is no scheme of the web. */
    private static int schemeAt(String text, int colon) {
        if (colon >= 5 && text.regionMatches(true, colon - 5, "https", 0, 5)) {
            return colon - 5;
        }
        return colon >= 4 && text.regionMatches(true, colon - 4, "http", 0, 4) ? colon - 4 : -1;
    }

    private int end(int start, int to) {
        int end = start;
        while (end < to && !ends(written.charAt(end)) && !isEscapedEnd(end)) {
            end++;
        }
        while (end > start && ".,;:!?*_".indexOf(written.charAt(end - 1)) >= 0) {
            end--;
        }
        return Math.max(end, start + "http".length());
    }

    private static boolean ends(char c) {
        return c < Characters.ASCII
                ? ENDS[c]
                : Character.isWhitespace(c)
                        || Character.isISOControl(c)
                        || Characters.unspaced(c)
                        || isWidePunctuation(c);
    }

    /** Marks that end a sentence without a blank after them. */
    private static boolean isWidePunctuation(char c) {
        boolean wide = (c >= '\u3000' && c <= '\u303F') || (c >= '\uFF00' && c <= '\uFF65');
        return wide && !Character.isLetterOrDigit(c);
    }

    /** Whether an entity of HTML that was escaped twice ends the address here. */
    private boolean isEscapedEnd(int i) {
        return written.charAt(i) == '&'
                && (written.startsWith("&quot;", i) || written.startsWith("&lt;", i) || written.startsWith("&gt;", i));
    }

    private boolean isImage(int start) {
        return written.regionMatches(true, start - 5, "src=\"", 0, 5)
                || written.regionMatches(true, start - 5, "src='", 0, 5);
    }

    /** A written address without the entities of HTML that came along, and without what is not seen. */
    private static String decoded(String address) {
        StringBuilder decoded = new StringBuilder(address.length());
        int i = 0;
        while (i < address.length()) {
            int end = Entities.endOfCharacter(address, i);
            if (end > i) {
                decoded.append(Entities.character(address, i));
                i = end;
            } else {
                char c = address.charAt(i);
                if (c < Characters.ASCII || !Characters.invisible(c)) {
                    decoded.append(c);
                }
                i++;
            }
        }
        return decoded.toString();
    }
}
