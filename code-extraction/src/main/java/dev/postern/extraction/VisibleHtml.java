package dev.postern.extraction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/**
 * Walks an HTML document over what a reader would see of it: no style, script, comment or attribute, and nothing that is
 * hidden, such as the preheader that mail programs show in their list. Parsed by jsoup, which says where in the source each
 * text stands.
 */
final class VisibleHtml implements NodeVisitor {
    private static final Set<String> NEVER_SEEN = Set.of(
            "head",
            "title",
            "style",
            "script",
            "template",
            "noscript",
            "object",
            "svg",
            "select",
            "datalist",
            "textarea");
    private static final Set<String> WITHIN_A_LINE = Set.of(
            "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
            "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u",
            "var", "wbr");
    private static final Set<String> CELLS = Set.of("td", "th");
    private static final String[] HIDING = {
        "display:none", "visibility:hidden", "visibility:collapse", "mso-hide:all", "color:transparent"
    };
    private static final String[] HIDING_WHEN_ZERO = {"font-size:", "max-height:", "opacity:", "max-width:"};

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern NOISE = Pattern.compile("[\\s!]|important");
    private static final int SEEN = -1;
    private static final int MOST_NODES = 16;

    /** Takes what is seen, in its order. */
    interface Reader {
        /** The source from one index to another, entities and all. */
        void text(int from, int to);

        /** A blank between two cells. */
        void cell(int at);

        /** The end of a line. */
        void line(int at);
    }

    private final Reader reader;
    private final Set<String> hiddenClasses;
    private final boolean withoutQuotes;
    private final Map<String, Boolean> styles = new HashMap<>();
    private int hiddenDepth = SEEN;
    /** Of the cell that holds one character and nothing else, however deep it lies in it. */
    private int characterDepth = SEEN;

    private int at;

    private VisibleHtml(Reader reader, Set<String> hiddenClasses, boolean withoutQuotes) {
        this.withoutQuotes = withoutQuotes;
        this.reader = reader;
        this.hiddenClasses = hiddenClasses;
    }

    /** What is seen of a document; without what it quotes of an earlier mail, where that is asked for. */
    static void read(String html, boolean withoutQuotes, Reader reader) {
        Document document = Parser.htmlParser().setTrackPosition(true).parseInput(html, "");
        document.traverse(new VisibleHtml(reader, hiddenClasses(html), withoutQuotes));
    }

    @Override
    public void head(Node node, int depth) {
        if (hiddenDepth != SEEN) {
            return;
        }
        if (node instanceof TextNode text) {
            Range range = text.sourceRange();
            if (range.isTracked()) {
                reader.text(range.startPos(), range.endPos());
                at = range.endPos();
            }
        } else if (node instanceof Element element) {
            if (isHidden(element)) {
                hiddenDepth = depth;
            } else {
                breakAt(element);
                if (characterDepth == SEEN && CELLS.contains(element.normalName()) && isOneCharacter(element)) {
                    characterDepth = depth;
                }
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (depth == characterDepth) {
            characterDepth = SEEN;
        }
        if (depth == hiddenDepth) {
            hiddenDepth = SEEN;
        } else if (hiddenDepth == SEEN
                && node instanceof Element element
                && !element.normalName().equals("br")) {
            breakAt(element);
        }
    }

    private void breakAt(Element element) {
        String name = element.normalName();
        if (CELLS.contains(name)) {
            reader.cell(at);
        } else if (characterDepth == SEEN && !WITHIN_A_LINE.contains(name) && !name.equals("img")) {
            reader.line(at);
        }
    }

    /** A digit in a table of its own, say. Looks at a few nodes only. */
    private static boolean isOneCharacter(Element cell) {
        if (cell.childNodeSize() == 0) {
            return false;
        }
        Node node = cell;
        int characters = 0;
        for (int seen = 0; seen < MOST_NODES; seen++) {
            Node next = node.childNodeSize() > 0 ? node.childNode(0) : node.nextSibling();
            Node up = node;
            while (next == null && up.parent() != null && !up.equals(cell)) {
                up = up.parent();
                next = up.equals(cell) ? null : up.nextSibling();
            }
            if (next == null) {
                return characters == 1;
            }
            if (next instanceof TextNode text) {
                characters += text.text().strip().length();
            }
            node = next;
        }
        return false;
    }

    private boolean isHidden(Element element) {
        if (NEVER_SEEN.contains(element.normalName()) || element.hasAttr("hidden")) {
            return true;
        }
        if (withoutQuotes && (element.normalName().equals("blockquote") || element.hasClass("gmail_quote"))) {
            return true;
        }
        String style = element.attr("style");
        // Layouts repeat a handful of styles thousands of times.
        if (!style.isEmpty() && styles.computeIfAbsent(style, VisibleHtml::hides)) {
            return true;
        }
        if (!hiddenClasses.isEmpty()) {
            for (String name : BLANKS.split(element.attr("class"), -1)) {
                if (hiddenClasses.contains(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hides(String style) {
        String compact = NOISE.matcher(style.toLowerCase(Locale.ROOT)).replaceAll("");
        for (String hiding : HIDING) {
            if (compact.contains(hiding)) {
                return true;
            }
        }
        for (String property : HIDING_WHEN_ZERO) {
            int i = compact.indexOf(property);
            while (i >= 0) {
                if ((i == 0 || compact.charAt(i - 1) == ';' || compact.charAt(i - 1) == '{')
                        && isZero(compact, i + property.length())) {
                    return true;
                }
                i = compact.indexOf(property, i + 1);
            }
        }
        return false;
    }

    /** 0, 0px, 0.0, and whatever else is nothing; 0.9em is something, and one pixel is too small to be read. */
    private static boolean isZero(String style, int from) {
        int i = from;
        boolean digit = false;
        while (i < style.length() && (style.charAt(i) == '0' || style.charAt(i) == '.')) {
            digit |= style.charAt(i) == '0';
            i++;
        }
        return digit && (i == style.length() || !Character.isDigit(style.charAt(i)));
    }

    /** Classes that the document's own style hides, by a rule for one class outside of any condition. */
    private static Set<String> hiddenClasses(String html) {
        Set<String> classes = new HashSet<>();
        int style = html.indexOf("<style");
        while (style >= 0) {
            int end = html.indexOf("</style", style);
            String sheet = html.substring(style, end < 0 ? html.length() : end);
            readSheet(sheet, classes);
            style = end < 0 ? -1 : html.indexOf("<style", end);
        }
        return classes;
    }

    private static void readSheet(String sheet, Set<String> classes) {
        int from = Math.max(0, sheet.indexOf('>') + 1);
        int open = sheet.indexOf('{', from);
        while (open >= 0) {
            String selector = sheet.substring(from, open).strip();
            int close = sheet.indexOf('}', open);
            if (close < 0) {
                return;
            }
            if (selector.startsWith("@")) {
                // A condition such as a narrow screen: what it holds is not always so.
                int inner = sheet.indexOf('{', open + 1);
                while (inner >= 0 && inner < close) {
                    close = sheet.indexOf('}', close + 1);
                    if (close < 0) {
                        return;
                    }
                    inner = sheet.indexOf('{', inner + 1);
                }
            } else if (hides(sheet.substring(open + 1, close))) {
                for (String one : selector.split(",", -1)) {
                    if (one.strip().matches("\\.[\\w-]+")) {
                        classes.add(one.strip().substring(1));
                    }
                }
            }
            from = close + 1;
            open = sheet.indexOf('{', from);
        }
    }
}
