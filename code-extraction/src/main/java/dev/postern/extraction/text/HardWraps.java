package dev.postern.extraction.text;

/**
 * Joins the lines of a text that a program broke to fit a width. A break was forced when the next word would not have
 * fitted in; a line that ends a sentence, a list and a heading stay as they are.
 */
final class HardWraps {
    private static final int NARROWEST = 24;
    private static final int WIDEST = 100;
    private static final int LONGEST_LABEL = 24;

    private final char[] text;
    private final int length;

    private HardWraps(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** Makes each line break that was forced a blank. */
    static void join(char[] text, int length) {
        HardWraps wraps = new HardWraps(text, length);
        int width = wraps.width();
        if (width >= NARROWEST && width <= WIDEST) {
            wraps.join(width);
        }
    }

    /** The length of the longest line with several words, of a text with several lines. */
    private int width() {
        int width = 0;
        int start = 0;
        boolean words = false;
        boolean lines = false;
        int end = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || text[i] == '\n') {
                width = words ? Math.max(width, end - start) : width;
                lines |= i < length && i > 0;
                start = i + 1;
                end = start;
                words = false;
            } else if (text[i] != ' ') {
                words |= end < i && end > start;
                end = i + 1;
            }
        }
        return lines ? width : 0;
    }

    private void join(int width) {
        int start = 0;
        int last = -1;
        for (int i = 0; i < length; i++) {
            if (text[i] == '\n') {
                if (last >= start
                        && forced(last + 1 - start, i + 1, width)
                        && goesOn(start, last)
                        && continues(i + 1)) {
                    text[i] = ' ';
                }
                start = i + 1;
                last = i;
            } else if (text[i] != ' ') {
                last = i;
            }
        }
    }

    /** Whether the first word of the next line would have been too long for this one. */
    private boolean forced(int line, int next, int width) {
        int end = next;
        while (end < length && text[end] > ' ' && end - next <= width) {
            end++;
        }
        return end > next && line + 1 + end - next > width;
    }

    /** Whether a line ends within a sentence. */
    private boolean goesOn(int start, int last) {
        int i = last;
        while (i > start && "\"')]»”*_".indexOf(text[i]) >= 0) {
            i--;
        }
        boolean ruler = !Character.isLetterOrDigit(text[i]) && text[i] == text[Math.max(start, i - 1)] && i > start;
        return ".!?;。！？।؟…>|".indexOf(text[i]) < 0 && !ruler;
    }

    /** Whether what begins here may be the rest of a sentence: no item of a list, no ruler, no name of a field. */
    private boolean continues(int next) {
        char first = text[next];
        if (!Character.isLetterOrDigit(first) && "\"'(«“„¿¡$€£".indexOf(first) < 0) {
            return false;
        }
        int i = next;
        while (i < length && i - next < LONGEST_LABEL && Character.isLetterOrDigit(text[i])) {
            i++;
        }
        boolean numbered = Character.isDigit(first)
                && i - next <= 2
                && i + 1 < length
                && (text[i] == '.' || text[i] == ')')
                && text[i + 1] == ' ';
        return !numbered;
    }
}
