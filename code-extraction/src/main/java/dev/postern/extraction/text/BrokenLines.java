package dev.postern.extraction.text;

import java.util.function.IntUnaryOperator;

/**
 * Puts addresses together that were broken over lines, and takes the marks of a quote away. An address of which it is
 * open whether it goes on in the next line gets {@link #OPEN} behind it.
 */
final class BrokenLines {
    /** A line separator in the place of the line break, which is none of the sender's. */
    static final char OPEN = '\u2028';

    private static final int MOST_BLANKS = 8;
    private static final int MOST_LINES_IN_BRACKETS = 12;

    private final String text;
    private final PlainText.Builder mended;

    BrokenLines(String text) {
        this.text = text;
        this.mended = new PlainText.Builder(text.length());
    }

    PlainText mended(IntUnaryOperator place) {
        int line = 0;
        while (line < text.length()) {
            line = addLine(contentStart(line), lineEnd(line));
        }
        return mended.build(place);
    }

    /** Adds a line and those that its address goes on in; returns where the line after them begins. */
    private int addLine(int from, int to) {
        int start = from;
        int end = to;
        int address = lastAddress(start, end);
        boolean bracket = address > start && text.charAt(address - 1) == '<';
        int bracketLines = bracket ? linesToBracket(end) : 0;
        while (address >= 0 && end < text.length()) {
            int next = contentStart(end + 1);
            int nextEnd = lineEnd(end + 1);
            int content = skipBlanks(next, nextEnd);
            Continuation goesOn = bracketLines > 0
                    ? Continuation.CERTAIN
                    : Continuation.of(text, start, address, trimmed(start, end), content, nextEnd, bracket);
            if (goesOn != Continuation.CERTAIN) {
                add(start, goesOn == Continuation.OPEN ? trimmed(start, end) : end);
                mended.add(goesOn == Continuation.OPEN ? OPEN : '\n', end);
                return end + 1;
            }
            add(start, trimmed(start, end));
            bracketLines--;
            int token = tokenEnd(content, nextEnd);
            start = content;
            end = nextEnd;
            address = token == trimmed(content, nextEnd) ? content : -1;
        }
        add(start, end);
        if (end < text.length()) {
            mended.add('\n', end);
        }
        return end + 1;
    }

    private void add(int from, int to) {
        for (int i = from; i < to; i++) {
            mended.add(text.charAt(i), i);
        }
    }

    private int lineEnd(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    /** Behind the marks of a quote, each of which may have a blank behind it. */
    private int contentStart(int line) {
        int i = line;
        int start = line;
        while (i < text.length()
                && (text.charAt(i) == '>' || (text.charAt(i) == ' ' && i > line && text.charAt(i - 1) == '>'))) {
            i++;
            start = i;
        }
        return start;
    }

    private int trimmed(int from, int to) {
        int end = to;
        while (end > from && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return end;
    }

    private int skipBlanks(int from, int to) {
        int i = from;
        while (i < to && i - from < MOST_BLANKS && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private int tokenEnd(int from, int to) {
        int i = from;
        while (i < to && text.charAt(i) > ' ' && text.charAt(i) != '<' && text.charAt(i) != '>') {
            i++;
        }
        return i;
    }

    /** Where the address begins that reaches to the end of a line; negative when none does. */
    private int lastAddress(int from, int to) {
        int end = trimmed(from, to);
        int word = end;
        while (word > from && text.charAt(word - 1) > ' ') {
            word--;
        }
        int scheme = word;
        while (scheme < end && !text.startsWith("://", scheme)) {
            scheme++;
        }
        int start = scheme;
        while (start > word && Characters.asciiLetter(text.charAt(start - 1))) {
            start--;
        }
        for (int i = scheme; i < end; i++) {
            if (" \"'<>`|\\^".indexOf(text.charAt(i)) >= 0) {
                return -1;
            }
        }
        return start < scheme && scheme < end ? start : -1;
    }

    /**
     * How many more lines belong to an address that an angle bracket opened (RFC 3986, appendix C); 0 when none
     * closes it.
     */
    private int linesToBracket(int end) {
        int at = end;
        for (int lines = 1; lines <= MOST_LINES_IN_BRACKETS && at < text.length(); lines++) {
            int content = skipBlanks(contentStart(at + 1), lineEnd(at + 1));
            int token = tokenEnd(content, lineEnd(at + 1));
            if (token < text.length() && token < lineEnd(at + 1) && text.charAt(token) == '>') {
                return lines;
            }
            if (token == content || token < trimmed(content, lineEnd(at + 1))) {
                return 0;
            }
            at = lineEnd(at + 1);
        }
        return 0;
    }
}
