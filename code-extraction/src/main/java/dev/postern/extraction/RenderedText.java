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

    private RenderedText(String source) {
        this.source = source;
        this.markup = source.contains("</") || source.contains("<br") || source.contains("<BR");
        this.folded = new char[source.length()];
        this.origin = new int[source.length() + 1];
    }

    static RenderedText of(String source) {
        RenderedText text = new RenderedText(source);
        text.render();
        text.origin[text.length] = source.length();
        text.folded = Arrays.copyOf(text.folded, text.length);
        text.origin = Arrays.copyOf(text.origin, text.length + 1);
        return text;
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

    int originOf(int index) {
        return origin[index];
    }

    /** Where in the source the character before this index ends. */
    int originEnd(int index) {
        return index == 0 ? 0 : origin[index - 1] + 1;
    }

    private void render() {
        int i = 0;
        while (i < source.length()) {
            char c = source.charAt(i);
            if (c == '<' && !noMoreTags && tagMayStart(i)) {
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
        if (!markup || !Character.isWhitespace(c)) {
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
            case "nbsp", "ensp", "emsp", "thinsp" -> emit(' ', start);
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
