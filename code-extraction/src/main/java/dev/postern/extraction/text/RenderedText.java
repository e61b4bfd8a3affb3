package dev.postern.extraction.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * The message as a person sees it, folded for comparing: no markup, no invisible characters, digits and full-width
 * characters as ASCII, every blank but the line break as one space, lower case. Knows where each character came from.
 */
public final class RenderedText {
    private static final int LONGEST_ENTITY = 10;

    private final String source;
    /** Maps a character of the source to its place in what was given. */
    private final IntUnaryOperator place;

    private final List<Anchor> anchors;

    private final char[] folded;
    private final int[] origin;
    private int length;

    private RenderedText(String source, IntUnaryOperator place, List<Anchor> anchors) {
        this(source, place, anchors, source.length());
    }

    private RenderedText(String source, IntUnaryOperator place, List<Anchor> anchors, int longest) {
        this.source = source;
        this.place = place;
        this.anchors = anchors;
        this.folded = new char[longest];
        this.origin = new int[longest];
    }

    /** Renders a plain text, even when it looks like HTML. */
    public static RenderedText of(String text) {
        PlainText plain = PlainText.of(text);
        RenderedText rendered = new RenderedText(plain.text(), plain.place(), List.of());
        rendered.renderText();
        HardWraps.join(rendered.folded, rendered.length);
        return rendered;
    }

    /**
     * Renders what is seen of a document: blanks are spaces there, and each line break ends a line as it is shown.
     *
     * @param place maps a character of what is seen to its place in the document
     * @param anchors the addresses that it opens, in its order
     */
    public static RenderedText ofSeen(String seen, IntUnaryOperator place, List<Anchor> anchors) {
        RenderedText rendered = new RenderedText(seen, place, anchors);
        rendered.renderSeen();
        return rendered;
    }

    /**
     * This text below another one, with a line break between them. Places count as if the inputs were joined like that.
     */
    public RenderedText under(RenderedText above) {
        int base = above.source.length() + 1;
        RenderedText both = new RenderedText(
                above.source + '\n' + source,
                i -> i < base ? above.place.applyAsInt(i) : base + place.applyAsInt(i - base),
                List.of());
        int offset = above.length + 1;
        System.arraycopy(above.folded, 0, both.folded, 0, above.length);
        System.arraycopy(above.origin, 0, both.origin, 0, above.length);
        both.folded[above.length] = '\n';
        both.origin[above.length] = base - 1;
        System.arraycopy(folded, 0, both.folded, offset, length);
        for (int i = 0; i < length; i++) {
            both.origin[offset + i] = base + origin[i];
        }
        both.length = offset + length;
        return both;
    }

    /** This text with a character more before each of these indexes: a line break at a capital letter, else a blank. */
    public RenderedText parted(BitSet places) {
        RenderedText parted = new RenderedText(source, place, List.of(), length + places.cardinality());
        for (int i = 0; i < length; i++) {
            if (places.get(i)) {
                parted.add(capital(i) ? '\n' : ' ', origin[i]);
            }
            parted.add(folded[i], origin[i]);
        }
        return parted;
    }

    /** This text without the characters at these indexes. */
    public RenderedText without(BitSet characters) {
        RenderedText rest = new RenderedText(source, place, List.of(), length);
        for (int i = 0; i < length; i++) {
            if (!characters.get(i)) {
                rest.add(folded[i], origin[i]);
            }
        }
        return rest;
    }

    private void add(char c, int from) {
        origin[length] = from;
        folded[length] = c;
        length++;
    }

    public int length() {
        return length;
    }

    /** The character at an index, or a line break outside the text. */
    public char at(int index) {
        return index >= 0 && index < length ? folded[index] : '\n';
    }

    public String part(int start, int end) {
        return new String(folded, start, end - start);
    }

    public boolean has(String lowerCase, int index) {
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
    public boolean capital(int index) {
        return index >= 0 && index < length && Character.isUpperCase(source.charAt(origin[index]));
    }

    /** Where the word that ends at an index begins, at most so many characters before it; the index itself where none ends. */
    public int wordStart(int end, int longest) {
        int start = end;
        while (Characters.word(at(start - 1)) && end - start < longest) {
            start--;
        }
        return start;
    }

    /** Where the word that begins at an index ends, at most so many characters behind it; the index itself where none begins. */
    public int wordEnd(int start, int longest) {
        int end = start;
        while (Characters.word(at(end)) && end - start < longest) {
            end++;
        }
        return end;
    }

    /** Whether only blanks follow. */
    public boolean restIsBlank(int from) {
        for (int i = from; i < length; i++) {
            if (folded[i] != ' ' && folded[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    /** The text of the source with its capitals, without its invisible characters. */
    public String original(int start, int end) {
        StringBuilder original = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = folded[i];
            original.append(capital(i) ? Character.toUpperCase(c) : c);
        }
        return original.toString();
    }

    /**
     * The text with its capitals, as a reader would copy it: a document without its markup, a text without what
     * carried it.
     */
    public String written() {
        return source;
    }

    /** The place in what was given of a character of {@link #written()}. */
    public int placeOf(int written) {
        return place.applyAsInt(written);
    }

    /** The index of the first character that comes from this one of {@link #written()} or stands behind it. */
    public int indexOf(int written) {
        int found = Arrays.binarySearch(origin, 0, length, written);
        int index = found < 0 ? -found - 1 : found;
        while (index > 0 && index < length && origin[index - 1] == written) {
            index--;
        }
        return index;
    }

    /** The addresses that a click opens, in their order; their places are those of {@link #written()}. */
    public List<Anchor> anchors() {
        return anchors;
    }

    public int originOf(int index) {
        return place.applyAsInt(origin[index]);
    }

    /** The place in what was given where the character before this index ends. */
    public int originEnd(int index) {
        if (index == 0) {
            return 0;
        }
        boolean pair = Character.isHighSurrogate(source.charAt(origin[index - 1]));
        return originOf(index - 1) + (pair ? 2 : 1);
    }

    private void renderText() {
        int i = 0;
        while (i < source.length()) {
            char c = source.charAt(i);
            if (c == '\r' && i + 1 < source.length() && source.charAt(i + 1) == '\n') {
                i++;
            } else if (c == '&') {
                i = entity(i);
            } else {
                emit(c, i);
                i++;
            }
        }
    }

    /** Renders several blanks in a row as one. */
    private void renderSeen() {
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c != ' ' || (length > 0 && folded[length - 1] != ' ' && folded[length - 1] != '\n')) {
                emit(c, i);
            }
        }
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
        if (Character.isSurrogate(c)) {
            emitSurrogate(c, from);
        } else {
            add(fold(c), from);
        }
    }

    /** Digits of scripts and styles that take two characters are one; what such a pair hides is left out. */
    private void emitSurrogate(char c, int from) {
        boolean high = Character.isHighSurrogate(c);
        int partner = high ? from + 1 : from - 1;
        boolean paired = partner >= 0
                && partner < source.length()
                && (high
                        ? Character.isLowSurrogate(source.charAt(partner))
                        : Character.isHighSurrogate(source.charAt(partner)));
        int codePoint = paired ? source.codePointAt(Math.min(from, partner)) : c;
        int type = Character.getType(codePoint);
        boolean digit = paired && type == Character.DECIMAL_DIGIT_NUMBER;
        boolean unseen = paired && (type == Character.FORMAT || type == Character.NON_SPACING_MARK);
        if (unseen || (digit && !high)) {
            return;
        }
        add(digit ? (char) ('0' + Character.digit(codePoint, 10)) : c, from);
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
        if (Character.isSpaceChar(c) || c == '\u2800') {
            return ' ';
        }
        return switch (c) {
            case '‐', '‑', '‒', '–', '—', '−' -> '-';
            case '’', '‘', 'ʼ' -> '\'';
            default -> Character.toLowerCase(c);
        };
    }
}
