package dev.postern.extraction.html;

/**
 * Cuts names of tags that no HTML has: the parser copies the name anew for each few characters, so one of half a
 * megabyte would take half a gigabyte.
 */
final class TagNames {
    private static final int LONGEST = 1_000;

    private TagNames() {}

    /** The document with blanks in the place of what is too long of a name, so that all else stands where it stood. */
    static String cut(String html) {
        StringBuilder cut = null;
        int tag = html.indexOf('<');
        while (tag >= 0) {
            int name = tag + (html.startsWith("/", tag + 1) ? 2 : 1);
            int end = endOfName(html, name);
            if (end - name > LONGEST) {
                cut = cut == null ? new StringBuilder(html) : cut;
                cut.replace(name + LONGEST, end, " ".repeat(end - name - LONGEST));
            }
            tag = html.indexOf('<', Math.max(end, tag + 1));
        }
        return cut == null ? html : cut.toString();
    }

    /** The end of the name that begins at an index; the index itself where no name does. */
    private static int endOfName(String html, int begin) {
        int end = begin;
        if (end < html.length() && isLetter(html.charAt(end))) {
            while (end < html.length() && " \t\n\f\r/>".indexOf(html.charAt(end)) < 0) {
                end++;
            }
        }
        return end;
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
