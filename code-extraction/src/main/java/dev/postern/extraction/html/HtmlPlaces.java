package dev.postern.extraction.html;

import java.util.function.IntUnaryOperator;
import org.jsoup.nodes.Range;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/** Maps a character that is seen of an HTML document to its place in the source. */
final class HtmlPlaces implements IntUnaryOperator {
    private static final int LONGEST_ENTITY = 34;
    private static final char REPLACEMENT = '\uFFFD';

    private final String html;
    private final VisibleHtml visible;

    HtmlPlaces(String html, VisibleHtml visible) {
        this.html = html;
        this.visible = visible;
    }

    @Override
    public int applyAsInt(int index) {
        TextNode node = visible.node(visible.textAt(index));
        int offset = index - visible.start(visible.textAt(index));
        return placeIn(node.sourceRange(), node.getWholeText(), offset);
    }

    private int placeIn(Range range, String text, int offset) {
        int end = Math.max(0, range.endPos());
        int i = Math.max(0, range.startPos());
        int seen = 0;
        // The body drops a NUL. The few elements whose text is taken raw show it as a replacement character.
        boolean dropped = text.chars().filter(c -> c == REPLACEMENT).count()
                < html.substring(i, end)
                        .chars()
                        .filter(c -> c == REPLACEMENT || c == 0)
                        .count();
        while (i < end && (seen < offset || (dropped && html.charAt(i) == 0))) {
            if (dropped && html.charAt(i) == 0) {
                i++;
            } else if (html.charAt(i) == '&') {
                String written = upToTheNextAmpersand(i, end);
                String decoded = Parser.unescapeEntities(written, false);
                int same = sameAtTheEnd(written, decoded);
                i += written.length() - same;
                seen += decoded.length() - same;
            } else {
                i++;
                seen++;
            }
        }
        return i;
    }

    private String upToTheNextAmpersand(int start, int end) {
        int next = html.indexOf('&', start + 1, Math.min(end, start + LONGEST_ENTITY));
        return html.substring(start, next < 0 ? Math.min(end, start + LONGEST_ENTITY) : next);
    }

    /** How much follows the entity, which stands for at least one character; the semicolon may be missing. */
    private static int sameAtTheEnd(String written, String decoded) {
        int longest = Math.min(written.length(), decoded.length()) - 1;
        int same = 0;
        while (same < longest
                && written.charAt(written.length() - 1 - same) == decoded.charAt(decoded.length() - 1 - same)) {
            same++;
        }
        return same;
    }
}
