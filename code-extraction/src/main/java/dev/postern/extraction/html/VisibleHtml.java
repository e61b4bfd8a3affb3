package dev.postern.extraction.html;

import dev.postern.extraction.text.Anchor;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.NodeIterator;
import org.jsoup.nodes.Range;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Walks an HTML document over what a reader would see of it. It skips styles, scripts, comments, attributes and all
 * that is hidden, such as the preheader that mail programs show in their list. The parser is jsoup, which says where in
 * the source each text stands.
 */
public final class VisibleHtml implements NodeVisitor {
    /** The id of the element above the quoted mail, which follows beside it to the end. */
    private static final String OUTLOOKS_REPLY = "divRplyFwdMsg";

    private static final String OUTLOOKS_CONTAINER = "mail-editor-reference-message-container";
    private static final int SEEN = -1;
    private static final int MOST_NODES = 16;

    private final StringBuilder seen = new StringBuilder();
    private final List<TextNode> nodes = new ArrayList<>();
    private int[] starts = new int[64];
    private final List<Anchor> anchors = new ArrayList<>();
    private final Appearance appearance;
    private final boolean withoutQuotes;

    private boolean quotesFollow;
    private Role[] roles = new Role[32];
    private int hiddenDepth = SEEN;
    private @Nullable Element anchorElement;
    private int anchorStart;
    private int anchorDepth = SEEN;
    private String pictured = "";
    /** The depth of the cell that holds one character and nothing else, however deep the character lies in it. */
    private int characterDepth = SEEN;

    private VisibleHtml(Document document, boolean withoutQuotes) {
        this.withoutQuotes = withoutQuotes;
        this.appearance = new Appearance(document);
    }

    /** What is seen of a document, without the quotes of an earlier mail where that is asked for. */
    public static RenderedText of(String html, boolean withoutQuotes) {
        VisibleHtml visible = read(html, withoutQuotes);
        return RenderedText.ofSeen(visible.seen.toString(), new HtmlPlaces(html, visible), visible.anchors);
    }

    /** What is seen of a text. One that looks like HTML is read as HTML, since callers push it so. */
    public static RenderedText ofText(String text) {
        return looksLikeHtml(text) ? of(text, false) : RenderedText.of(text);
    }

    private static boolean looksLikeHtml(String text) {
        return text.contains("</") || text.contains("<br") || text.contains("<BR");
    }

    private static VisibleHtml read(String html, boolean withoutQuotes) {
        Document document = Parser.htmlParser().setTrackPosition(true).parseInput(TagNames.cut(html), "");
        VisibleHtml visible = new VisibleHtml(document, withoutQuotes);
        document.traverse(visible);
        return visible;
    }

    /** The number of the text that holds the character at this index, in the order of the document. */
    int textAt(int index) {
        int found = Arrays.binarySearch(starts, 0, nodes.size(), index);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    /** Where a text begins. */
    int start(int text) {
        return starts[text];
    }

    TextNode node(int text) {
        return nodes.get(text);
    }

    @Override
    public void head(Node node, int depth) {
        if (hiddenDepth != SEEN) {
            return;
        }
        if (node instanceof TextNode text) {
            if (!quotesFollow && appearance.shows(depth - 1)) {
                add(text);
            }
        } else if (node instanceof Element element) {
            enter(element, depth);
        }
    }

    private void enter(Element element, int depth) {
        Role named = Role.of(element);
        quotesFollow |= withoutQuotes && element.id().equals(OUTLOOKS_REPLY);
        if (named == Role.NEVER_SEEN || quotesFollow || (withoutQuotes && isQuote(element))) {
            hiddenDepth = depth;
            return;
        }
        Style style = appearance.enter(element, depth);
        if (style.hides()) {
            hiddenDepth = depth;
            return;
        }
        Role role = named.in(style, element);
        boolean character = characterDepth == SEEN && role.holdsText() && isOneCharacter(element);
        role = character && isOneOfSeveral(element) ? Role.CELL : role;
        if (depth >= roles.length) {
            roles = Arrays.copyOf(roles, depth * 2);
        }
        roles[depth] = role;
        breakAt(role);
        note(element, depth);
        if (character && role == Role.CELL) {
            characterDepth = depth;
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (depth == characterDepth) {
            characterDepth = SEEN;
        }
        if (depth == hiddenDepth) {
            hiddenDepth = SEEN;
        } else if (hiddenDepth == SEEN && node instanceof Element) {
            if (roles[depth] != Role.BREAK) {
                breakAt(roles[depth]);
            }
            if (depth == anchorDepth) {
                endAnchor();
            }
        }
    }

    private void add(TextNode node) {
        if (nodes.size() == starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        String text = node.getWholeText();
        int last = nodes.isEmpty() ? 0 : starts[nodes.size() - 1];
        if (Glue.parts(seen, last, text)) {
            seen.append(' ');
        }
        starts[nodes.size()] = seen.length();
        nodes.add(node);
        int start = seen.length();
        seen.append(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && Characters.blank(c)) {
                seen.setCharAt(start + i, ' ');
            }
        }
    }

    private void breakAt(Role role) {
        if (role == Role.CELL) {
            seen.append(' ');
        } else if (characterDepth == SEEN && role != Role.WITHIN_A_LINE) {
            seen.append('\n');
        }
    }

    /** A digit in a table of its own, say. Looks at a few nodes only. */
    private static boolean isOneCharacter(Element cell) {
        int characters = 0;
        int looked = 0;
        NodeIterator<Node> nodes = NodeIterator.from(cell);
        while (nodes.hasNext() && looked <= MOST_NODES && characters <= 1) {
            if (nodes.next() instanceof TextNode text) {
                characters += seenOf(text.getWholeText());
            }
            looked++;
        }
        return characters == 1 && looked <= MOST_NODES;
    }

    /** Whether an element that holds one character stands beside one that does too: a box for each digit of a code. */
    private static boolean isOneOfSeveral(Element element) {
        Element next = element.nextElementSibling();
        Element beside = next == null ? element.previousElementSibling() : next;
        return beside != null && beside.nameIs(element.normalName()) && isOneCharacter(beside);
    }

    /** How many characters of a text are seen: 0, 1, or 2 for more than one. */
    private static int seenOf(String text) {
        int characters = 0;
        for (int i = 0; i < text.length() && characters < 2; i++) {
            char c = text.charAt(i);
            if (!Characters.blank(c) && !Characters.invisible(c)) {
                characters++;
            }
        }
        return characters;
    }

    /** Notes an address that the element opens, and the words of a picture that is a button. */
    private void note(Element element, int depth) {
        if (element.nameIs("a") && element.hasAttr("href")) {
            anchorElement = element;
            anchorDepth = depth;
            anchorStart = seen.length();
            pictured = "";
        } else if (anchorElement != null && element.nameIs("img") && pictured.isEmpty()) {
            pictured = element.attr("alt");
        }
    }

    private void endAnchor() {
        Element element = Objects.requireNonNull(anchorElement);
        Range href = element.attributes().sourceRange("href").valueRange();
        anchors.add(new Anchor(
                element.attr("href"),
                anchorStart,
                seen.length(),
                pictured,
                Math.max(0, href.startPos()),
                Math.max(0, href.endPos())));
        anchorElement = null;
        anchorDepth = SEEN;
    }

    private static boolean isQuote(Element element) {
        return element.normalName().equals("blockquote")
                || element.hasClass("gmail_quote")
                || element.hasClass("yahoo_quoted")
                || element.id().equals(OUTLOOKS_CONTAINER);
    }
}
