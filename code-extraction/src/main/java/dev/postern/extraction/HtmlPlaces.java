package dev.postern.extraction;

import java.util.function.IntUnaryOperator;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Tells where in the source of a document a character of what is seen of it stands. It is asked for what was found only, so the
 * document is read without positions, which take jsoup half as long again. Where the text around the character is written in the
 * source once, that is the place; otherwise the document is read a second time.
 */
final class HtmlPlaces implements IntUnaryOperator {
    private static final int LONGEST_ENTITY = 34;

    private final String html;
    private final boolean withoutQuotes;
    private final VisibleHtml visible;
    private @Nullable VisibleHtml withRanges;

    HtmlPlaces(String html, boolean withoutQuotes, VisibleHtml visible) {
        this.html = html;
        this.withoutQuotes = withoutQuotes;
        this.visible = visible;
    }

    @Override
    public int applyAsInt(int index) {
        int number = visible.textAt(index);
        int offset = index - visible.start(number);
        String text = visible.node(number).getWholeText();
        int only = onlyPlaceOf(text);
        return only >= 0 ? only + offset : placeIn(range(number), offset);
    }

    /** Where a whole text is written between two tags, if it is so once and without entities; else -1. */
    private int onlyPlaceOf(String text) {
        if (text.indexOf('&') >= 0 || text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
            return -1;
        }
        String between = '>' + text + '<';
        int first = html.indexOf(between);
        return first >= 0 && html.indexOf(between, first + 1) < 0 ? first + 1 : -1;
    }

    private Range range(int text) {
        if (withRanges == null) {
            withRanges = VisibleHtml.readWithRanges(html, withoutQuotes);
        }
        return withRanges.node(text).sourceRange();
    }

    private int placeIn(Range range, int offset) {
        int end = Math.max(0, range.endPos());
        int i = Math.max(0, range.startPos());
        int seen = 0;
        while (seen < offset && i < end) {
            int semicolon = html.charAt(i) == '&' ? semicolonAfter(i, end) : -1;
            String decoded = semicolon < 0 ? "&" : Parser.unescapeEntities(html.substring(i, semicolon + 1), false);
            boolean entity = decoded.length() < semicolon + 1 - i;
            seen += entity ? decoded.length() : 1;
            i = entity ? semicolon + 1 : i + 1;
        }
        return i;
    }

    private int semicolonAfter(int start, int end) {
        int limit = Math.min(end, start + LONGEST_ENTITY);
        for (int i = start + 1; i < limit; i++) {
            if (html.charAt(i) == ';') {
                return i;
            }
        }
        return -1;
    }
}
