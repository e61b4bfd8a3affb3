package dev.postern.extraction.text;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A plain text as its sender wrote it, where what carried it left marks in it: the encoding of a mail's body, the marks
 * of a quote, and line breaks within an address.
 *
 * @param text without these marks
 * @param place maps a character of it to its place in what was given
 */
record PlainText(String text, IntUnaryOperator place) {

    static PlainText of(String given) {
        PlainText plain = new PlainText(given, IntUnaryOperator.identity());
        if (QuotedPrintable.isIn(given)) {
            plain = QuotedPrintable.decoded(given);
        }
        boolean quotes = plain.text.startsWith(">") || plain.text.contains("\n>");
        boolean addresses = plain.text.indexOf('\n') >= 0 && plain.text.contains("://");
        return quotes || addresses ? new BrokenLines(plain.text).mended(plain.place) : plain;
    }

    /** Builds a text out of pieces of another one. */
    static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private int[] places;

        Builder(int capacity) {
            this.places = new int[Math.max(16, capacity)];
        }

        void add(char c, int place) {
            if (text.length() == places.length) {
                places = Arrays.copyOf(places, places.length * 2);
            }
            places[text.length()] = place;
            text.append(c);
        }

        PlainText build(IntUnaryOperator inner) {
            int[] all = places;
            return new PlainText(text.toString(), i -> inner.applyAsInt(all[i]));
        }
    }

    @Override
    public String toString() {
        return "PlainText[***]";
    }
}
