package dev.postern.extraction.html;

import dev.postern.extraction.text.Characters;

/**
 * Finds where two elements within a line meet without a blank although a reader tells a code from a word there:
 * {@code <b>482913</b>This}. The boundary of the element is the boundary of the code. A code that is spread over
 * elements stays one.
 */
final class Glue {
    private static final int SHORTEST_CODE = 4;
    private static final int SHORTEST_MIXED = 5;
    private static final int SHORTEST_WORD = 2;
    private static final int LONGEST = 24;

    /** A run of letters and digits on one side. */
    private record Run(int length, boolean digits, boolean letters, boolean small) {
        boolean isWord() {
            return letters && !digits && (small ? length >= SHORTEST_WORD : length >= SHORTEST_CODE - 1);
        }

        boolean isCode() {
            return digits
                    ? length >= (letters ? SHORTEST_MIXED : SHORTEST_CODE)
                    : letters && !small && length >= SHORTEST_CODE;
        }

        boolean isDigit() {
            return digits && length == 1;
        }
    }

    private Glue() {}

    /**
     * Whether a blank belongs between what is seen so far and the next text.
     *
     * @param last where the text begins in {@code seen} that was seen last
     */
    static boolean parts(CharSequence seen, int last, CharSequence next) {
        int end = seen.length();
        if (end == 0 || next.isEmpty() || !joins(seen.charAt(end - 1)) || !joins(next.charAt(0))) {
            return false;
        }
        Run whole = before(seen, 0);
        Run before = before(seen, last);
        Run after = run(next, 0, Math.min(next.length(), LONGEST), 1);
        boolean cell = next.length() == 1;
        if (after.isWord()) {
            return whole.isCode() && (whole.digits() || after.small());
        }
        return before.isWord() && (after.isCode() ? after.digits() || before.small() : cell && after.isDigit());
    }

    private static Run before(CharSequence seen, int from) {
        int end = seen.length();
        return run(seen, end - 1, Math.max(from, end - LONGEST) - 1, -1);
    }

    private static Run run(CharSequence text, int from, int to, int step) {
        boolean digits = false;
        boolean letters = false;
        boolean small = false;
        int i = from;
        while (i != to && joins(text.charAt(i))) {
            char c = text.charAt(i);
            digits |= Characters.decimal(c);
            letters |= Character.isLetter(c);
            small |= Character.isLetter(c) && !Character.isUpperCase(c);
            i += step;
        }
        return new Run(Math.abs(i - from), digits, letters, small);
    }

    private static boolean joins(char c) {
        return c < Characters.ASCII
                ? Characters.asciiLetterOrDigit(c)
                : Character.isLetterOrDigit(c) && !Characters.unspaced(c);
    }
}
