package dev.postern.extraction.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.NodeIterator;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/**
 * Walks an HTML document over what a reader would see of it. It skips styles, scripts, comments, attributes and all
 * that is hidden, such as the preheader that mail programs show in their list. The parser is jsoup, which says where in
 * the source each text stands.
 */
final class VisibleHtml implements NodeVisitor {
    /** What an element does to the text that is seen. An element that is not named here is a line of its own. */
    private enum Role {
        NEVER_SEEN,
        WITHIN_A_LINE,
        CELL,
        /** Ends a line where it stands, and cannot be empty or full. */
        BREAK,
        LINE
    }

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Map<String, Role> ROLES = roles(Map.of(
            Role.NEVER_SEEN,
            "head title style script template noscript object svg select datalist textarea",
            Role.WITHIN_A_LINE,
            """
            a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd label mark q s samp small span strike strong
            sub sup tt u var wbr""",
            Role.CELL,
            "td th",
            Role.BREAK,
            "br"));
    /** The id of the element above the quoted mail, which follows beside it to the end. */
    private static final String OUTLOOKS_REPLY = "divRplyFwdMsg";

    private static final String OUTLOOKS_CONTAINER = "mail-editor-reference-message-container";
    private static final int SEEN = -1;
    private static final int MOST_NODES = 16;

    private final StringBuilder seen = new StringBuilder();
    private final List<TextNode> nodes = new ArrayList<>();
    private int[] starts = new int[64];
    private final Set<String> hiddenClasses;
    private final boolean withoutQuotes;
    private final Map<String, Style> styles = new HashMap<>();
    /** The depths at which the letters have no size. */
    private final BitSet sizeless = new BitSet();

    private boolean quotesFollow;
    private int hiddenDepth = SEEN;
    /** The depth of the cell that holds one character and nothing else, however deep the character lies in it. */
    private int characterDepth = SEEN;

    private VisibleHtml(Set<String> hiddenClasses, boolean withoutQuotes) {
        this.withoutQuotes = withoutQuotes;
        this.hiddenClasses = hiddenClasses;
    }

    /** Reads what is seen of a document, without the quotes of an earlier mail where that is asked for. */
    static VisibleHtml read(String html, boolean withoutQuotes) {
        Document document = Parser.htmlParser().setTrackPosition(true).parseInput(TagNames.cut(html), "");
        VisibleHtml visible = new VisibleHtml(StyleSheets.hiddenClasses(html), withoutQuotes);
        document.traverse(visible);
        return visible;
    }

    /** All that is seen: blanks are spaces, and each line break ends a line as it is shown. */
    String text() {
        return seen.toString();
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
            if (!quotesFollow && !sizeless.get(depth - 1)) {
                add(text);
            }
        } else if (node instanceof Element element) {
            enter(element, depth);
        }
    }

    private void enter(Element element, int depth) {
        Role role = roleOf(element);
        Style style = styleOf(element);
        quotesFollow |= withoutQuotes && element.id().equals(OUTLOOKS_REPLY);
        if (role == Role.NEVER_SEEN || style == Style.HIDES || quotesFollow || (withoutQuotes && isQuote(element))) {
            hiddenDepth = depth;
            return;
        }
        boolean inherited = depth > 0 && sizeless.get(depth - 1);
        sizeless.set(depth, style == Style.WITHOUT_SIZE || (inherited && style != Style.WITH_SIZE));
        breakAt(role);
        if (characterDepth == SEEN && role == Role.CELL && isOneCharacter(element)) {
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
        } else if (hiddenDepth == SEEN && node instanceof Element element) {
            Role role = roleOf(element);
            if (role != Role.BREAK) {
                breakAt(role);
            }
        }
    }

    private void add(TextNode node) {
        if (nodes.size() == starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[nodes.size()] = seen.length();
        nodes.add(node);
        String text = node.getWholeText();
        int start = seen.length();
        seen.append(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && Characters.blank(c)) {
                seen.setCharAt(start + i, ' ');
            }
        }
    }

    private static Role roleOf(Element element) {
        return ROLES.getOrDefault(element.normalName(), Role.LINE);
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

    private static Map<String, Role> roles(Map<Role, String> names) {
        Map<String, Role> roles = new HashMap<>();
        names.forEach((role, all) -> {
            for (String name : BLANKS.split(all, -1)) {
                roles.put(name, role);
            }
        });
        return roles;
    }

    private Style styleOf(Element element) {
        if (element.attributesSize() == 0) {
            return Style.PLAIN;
        }
        Attributes attributes = element.attributes();
        if (attributes.hasKey("hidden")) {
            return Style.HIDES;
        }
        if (!hiddenClasses.isEmpty()) {
            for (String name : BLANKS.split(attributes.get("class"), -1)) {
                if (hiddenClasses.contains(name)) {
                    return Style.HIDES;
                }
            }
        }
        String style = attributes.get("style");
        // Layouts repeat a handful of styles thousands of times.
        return style.isEmpty() ? Style.PLAIN : styles.computeIfAbsent(style, Style::of);
    }

    private static boolean isQuote(Element element) {
        return element.normalName().equals("blockquote")
                || element.hasClass("gmail_quote")
                || element.hasClass("yahoo_quoted")
                || element.id().equals(OUTLOOKS_CONTAINER);
    }
}
