package dev.postern.extraction.html;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** What an element does to the text that is seen. An element that is not named here is a line of its own. */
enum Role {
    NEVER_SEEN("head title style script template noscript object svg select datalist textarea dialog"),
    WITHIN_A_LINE("""
            a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd label mark q s samp small span strike strong
            sub sup tt u var wbr"""),
    CELL("td th"),
    /** Ends a line where it stands, and cannot be empty or full. */
    BREAK("br"),
    LINE("");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Map<String, Role> ROLES = new HashMap<>();

    static {
        for (Role role : values()) {
            for (String name : BLANKS.split(role.names, -1)) {
                ROLES.put(name, role);
            }
        }
    }

    private final String names;

    Role(String names) {
        this.names = names;
    }

    boolean holdsText() {
        return this == CELL || this == LINE;
    }

    static Role of(Element element) {
        return ROLES.getOrDefault(element.normalName(), LINE);
    }

    /**
     * This role in a style. A box that opens an address is a button and stands for itself; other boxes may hold a
     * digit each.
     */
    Role in(Style style, Element element) {
        if (this != WITHIN_A_LINE && this != LINE) {
            return this;
        }
        return switch (style.display()) {
            case UNCHANGED -> this;
            case WITHIN_A_LINE -> WITHIN_A_LINE;
            case BOX -> element.nameIs("a") ? LINE : this == LINE ? CELL : this;
            case LINE -> element.nameIs("br") ? this : LINE;
        };
    }
}
