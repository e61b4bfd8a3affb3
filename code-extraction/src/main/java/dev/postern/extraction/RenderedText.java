package dev.postern.extraction;

import java.util.Arrays;
import java.util.Locale;

/**
 * The message as a person sees it, folded for comparing: no markup, no invisible characters, digits and full-width
 * characters as ASCII, every blank but the line break as one space, lower case. Knows where each character came from.
 */
final class RenderedText {
    private static final int LONGEST_ENTITY = 10;

    private final String source;
    private char[] folded;
    private int[] origin;
    private int length;
    // No '>' from here on: asked once, or many '<' would each read to the end.
    private boolean noMoreTags;

    // In markup a line break is a blank like any other; in plain text it ends a sentence.
    private final boolean markup;

    private RenderedText(String source, boolean markup) {
        this.source = source;
        this.markup = markup;
        this.folded = new char[source.length()];
        this.origin = new int[source.length() + 1];
    }

    static RenderedText of(String source) {
        RenderedText text = new RenderedText(source, looksLikeMarkup(source));
        text.render(0, source.length(), true);
        return text.done();
    }

    /** Of a subject, which may be empty, and an HTML document under it; the source is both, with a line break between. */
    static RenderedText ofHtml(String subject, String html, boolean withoutQuotes) {
        RenderedText text = new RenderedText(subject + '\n' + html, true);
        text.render(0, subject.length(), false);
        text.emit('\n', subject.length());
        int base = subject.length() + 1;
        VisibleHtml.read(html, withoutQuotes, new VisibleHtml.Reader() {
            @Override
            public void text(int from, int to) {
                text.render(base + from, base + to, false);
            }

            @Override
            public void cell(int at) {
                text.written(' ', Math.min(base + at, text.source.length() - 1));
            }

            @Override
            public void line(int at) {
                text.emit('\n', Math.min(base + at, text.source.length() - 1));
            }
        });
        return text.done();
    }

    private static boolean looksLikeMarkup(String source) {
        return source.contains("</") || source.contains("<br") || source.contains("<BR");
    }

    private RenderedText done() {
        origin = Arrays.copyOf(origin, length + 1);
        origin[length] = source.length();
        folded = Arrays.copyOf(folded, length);
        return this;
    }

    int length() {
        return length;
    }

    /** The character at an index, or a line break outside the text. */
    char at(int index) {
        return index >= 0 && index < length ? folded[index] : '\n';
    }

    String part(int start, int end) {
        return new String(folded, start, end - start);
    }

    boolean has(String lowerCase, int index) {
        if (index < 0 || index + lowerCase.length() > length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (folded[index + i] != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the character was written as a capital letter. */
    boolean capital(int index) {
        return index >= 0 && index < length && Character.isUpperCase(source.charAt(origin[index]));
    }

    /** Whether nothing but blanks follows. */
    boolean restIsBlank(int from) {
        for (int i = from; i < length; i++) {
            if (folded[i] != ' ' && folded[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    /** What stands in the source, without what is invisible there and with its capitals. */
    String original(int start, int end) {
        StringBuilder original = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = folded[i];
            original.append(capital(i) ? Character.toUpperCase(c) : c);
        }
        return original.toString();
    }

    int originOf(int index) {
        return origin[index];
    }

    /** Where in the source the character before this index ends. */
    int originEnd(int index) {
        return index == 0 ? 0 : origin[index - 1] + 1;
    }

    private void render(int from, int to, boolean tags) {
        int i = from;
        while (i < to) {
            char c = source.charAt(i);
            if (tags && c == '<' && !noMoreTags && tagMayStart(i)) {
                i = tag(i);
            } else if (c == '&') {
                i = entity(i);
            } else {
                written(c, i);
                i++;
            }
        }
    }

    private void written(char c, int from) {
        if (!markup || !(Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            emit(c, from);
        } else if (length > 0 && folded[length - 1] != ' ' && folded[length - 1] != '\n') {
            emit(' ', from);
        }
    }

    private boolean tagMayStart(int i) {
        if (i + 1 >= source.length()) {
            return false;
        }
        char next = source.charAt(i + 1);
        return next == '/' || next == '!' || next == '?' || Characters.asciiLetter(next);
    }

    private int tag(int start) {
        if (source.startsWith("<!--", start)) {
            int end = source.indexOf("-->", start + 4);
            return end < 0 ? source.length() : end + 3;
        }
        int end = source.indexOf('>', start);
        if (end < 0) {
            noMoreTags = true;
            emit('<', start);
            return start + 1;
        }
        String name = nameOf(start + 1);
        if (name.equals("style") || name.equals("script") || name.equals("title")) {
            return afterElement(name, end + 1);
        }
        switch (name) {
            case "b", "strong", "i", "em", "u", "span", "font", "a", "code", "big", "small" -> {}
            case "td", "th" -> written(' ', start);
            default -> emit('\n', start);
        }
        return end + 1;
    }

    private String nameOf(int start) {
        int i = start < source.length() && source.charAt(start) == '/' ? start + 1 : start;
        int end = i;
        while (end < source.length() && end - i < 10 && Characters.asciiLetterOrDigit(source.charAt(end))) {
            end++;
        }
        return source.substring(i, end).toLowerCase(Locale.ROOT);
    }

    private int afterElement(String name, int from) {
        int i = source.indexOf("</", from);
        while (i >= 0) {
            if (source.regionMatches(true, i + 2, name, 0, name.length())) {
                int end = source.indexOf('>', i);
                return end < 0 ? source.length() : end + 1;
            }
            i = source.indexOf("</", i + 2);
        }
        return source.length();
    }

    private int entity(int start) {
        int limit = Math.min(source.length(), start + LONGEST_ENTITY);
        int end = start + 1;
        while (end < limit && source.charAt(end) != ';') {
            end++;
        }
        if (end == limit) {
            emit('&', start);
            return start + 1;
        }
        String name = source.substring(start + 1, end).toLowerCase(Locale.ROOT);
        switch (name) {
            case "nbsp", "ensp", "emsp", "thinsp" -> written(' ', start);
            case "zwnj", "zwj", "shy" -> {}
            case "amp" -> emit('&', start);
            case "lt" -> emit('<', start);
            case "gt" -> emit('>', start);
            case "quot" -> emit('"', start);
            case "apos" -> emit('\'', start);
            default -> {
                int codePoint = numeric(name);
                if (codePoint < 0) {
                    emit('&', start);
                    return start + 1;
                }
                emit((char) codePoint, start);
            }
        }
        return end + 1;
    }

    private static int numeric(String name) {
        if (name.length() < 2 || name.charAt(0) != '#') {
            return -1;
        }
        boolean hexadecimal = name.charAt(1) == 'x';
        try {
            int value = Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
            return value >= 0 && value <= Character.MAX_VALUE ? value : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void emit(char c, int from) {
        if (c >= 128 && Characters.invisible(c)) {
            return;
        }
        if (length == folded.length) {
            // A document has more line breaks than its source when elements are implied.
            folded = Arrays.copyOf(folded, length * 2 + 16);
            origin = Arrays.copyOf(origin, length * 2 + 17);
        }
        origin[length] = from;
        folded[length] = fold(c);
        length++;
    }

    private static char fold(char c) {
        if (c < 128) {
            if (c >= 'A' && c <= 'Z') {
                return (char) (c + 32);
            }
            return c == '\r' ? '\n' : c == '\t' ? ' ' : c;
        }
        if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
            return (char) ('0' + Character.digit(c, 10));
        }
        if (c == '，') {
            // Between numbers it separates; the ASCII comma may stand inside an amount.
            return ';';
        }
        if (c >= '\uFF01' && c <= '\uFF5E') {
            return Character.toLowerCase((char) (c - 0xFEE0));
        }
        if (c == '\u2028' || c == '\u2029' || c == '\u0085') {
            return '\n';
        }
        if (Character.isSpaceChar(c)) {
            return ' ';
        }
        return switch (c) {
            case '‐', '‑', '‒', '–', '—', '−' -> '-';
            case '’', '‘', 'ʼ' -> '\'';
            default -> Character.toLowerCase(c);
        };
    }
}
