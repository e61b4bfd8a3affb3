package dev.postern.extraction.text;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The style sheets in an HTML document, as far as they hide elements. */
final class StyleSheets {
    private static final Pattern ONE_CLASS = Pattern.compile("\\.[\\w-]+");

    private StyleSheets() {}

    /** The classes that the document's own style hides, by a rule for one class and outside any condition. */
    static Set<String> hiddenClasses(String html) {
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
                // This is a condition such as a narrow screen, so its rules do not always hold.
                int inner = sheet.indexOf('{', open + 1);
                while (inner >= 0 && inner < close) {
                    close = sheet.indexOf('}', close + 1);
                    if (close < 0) {
                        return;
                    }
                    inner = sheet.indexOf('{', inner + 1);
                }
            } else if (Style.of(sheet.substring(open + 1, close)).isHiding()) {
                for (String one : selector.split(",", -1)) {
                    if (ONE_CLASS.matcher(one.strip()).matches()) {
                        classes.add(one.strip().substring(1));
                    }
                }
            }
            from = close + 1;
            open = sheet.indexOf('{', from);
        }
    }
}
