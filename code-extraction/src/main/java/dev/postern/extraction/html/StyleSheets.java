package dev.postern.extraction.html;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The style sheets in an HTML document, as far as they hide elements. A rule counts if it names one element, class or
 * id, and stands outside any condition. Of other rules it is known only that they may give a colour to the last thing
 * that they name.
 */
final class StyleSheets {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern COMMENT = Pattern.compile("/\\*(?s:.*?)\\*/|<!--|-->");
    private static final Pattern SIMPLE = Pattern.compile("[\\w-]*(?:[.#][\\w-]+)?");
    private static final Pattern BEFORE_LAST = Pattern.compile("[\\s>+~]+");

    private final Map<String, Style> rules = new HashMap<>();

    private StyleSheets() {}

    static StyleSheets of(Document document) {
        StyleSheets sheets = new StyleSheets();
        for (Element style : document.getElementsByTag("style")) {
            sheets.read(withoutComments(style.data()));
        }
        return sheets;
    }

    /** What the rules say of an element. */
    Style of(Element element) {
        if (rules.isEmpty()) {
            return Style.PLAIN;
        }
        String tag = element.normalName();
        Style style = rule(tag);
        if (element.attributesSize() == 0) {
            return style;
        }
        String classes = element.className();
        if (!classes.isEmpty()) {
            for (String name : BLANKS.split(classes, -1)) {
                style = style.under(rule('.' + name)).under(rule(tag + '.' + name));
            }
        }
        String id = element.id();
        return id.isEmpty() ? style : style.under(rule('#' + id)).under(rule(tag + '#' + id));
    }

    private Style rule(String selector) {
        return rules.getOrDefault(selector, Style.PLAIN);
    }

    private static String withoutComments(String sheet) {
        return sheet.contains("/*") || sheet.contains("-->") || sheet.contains("<!--")
                ? COMMENT.matcher(sheet).replaceAll(" ")
                : sheet;
    }

    private void read(String sheet) {
        int from = 0;
        int open = sheet.indexOf('{');
        while (open >= 0) {
            // A rule without a body, such as @import, may stand before the selector.
            String before = sheet.substring(from, open);
            String selector = before.substring(before.lastIndexOf(';') + 1).strip();
            int close = sheet.indexOf('}', open);
            if (close < 0) {
                return;
            }
            if (selector.startsWith("@")) {
                // This is a condition such as a narrow screen, so its rules do not always hold.
                int inner = sheet.indexOf('{', open + 1);
                while (inner >= 0 && inner < close) {
                    close = sheet.indexOf('}', close + 1);
                    if (close < 0) {
                        return;
                    }
                    inner = sheet.indexOf('{', inner + 1);
                }
            } else {
                add(selector, Style.of(sheet.substring(open + 1, close)));
            }
            from = close + 1;
            open = sheet.indexOf('{', from);
        }
    }

    private void add(String selectors, Style style) {
        if (style.isPlain()) {
            return;
        }
        for (String one : selectors.split(",", -1)) {
            String selector = one.strip();
            if (SIMPLE.matcher(selector).matches()) {
                put(selector, style);
            } else if (selector.indexOf(':') < 0) {
                String[] names = BEFORE_LAST.split(selector, -1);
                String last = names[names.length - 1];
                put(last.substring(Math.max(0, last.lastIndexOf('.'))), style.uncertain());
            }
        }
    }

    private void put(String selector, Style style) {
        int name = Math.max(selector.indexOf('.'), selector.indexOf('#'));
        String key = (name < 0 ? selector : selector.substring(0, name)).toLowerCase(Locale.ROOT)
                + (name < 0 ? "" : selector.substring(name));
        rules.merge(key, style, Style::under);
    }
}
