package dev.postern.extraction.text;

/**
 * Whether an address at the end of a line goes on in the next one. Half an address opens nothing, or something else.
 */
enum Continuation {
    NONE,
    /** It may go on or not, so the address is not known. */
    OPEN,
    CERTAIN;

    /** Programs break lines at this length and beyond. */
    private static final int SHORTEST_BROKEN = 60;

    private static final int SHORTEST_WRAPPED = 30;
    private static final int LONGEST_WRAPPED = 80;
    private static final int SHORTEST_REST = 8;
    private static final String BEGIN_MORE = "&?=%";
    private static final String END_UNFINISHED = "&?=%";
    private static final String WITHIN = "=&%_?#";

    /**
     * @param line where the line with the address begins
     * @param address where the address begins
     * @param end where both end
     * @param next where the words of the next line begin
     * @param nextEnd where that line ends
     * @param bracket whether an angle bracket opened the address
     */
    static Continuation of(String text, int line, int address, int end, int next, int nextEnd, boolean bracket) {
        int token = next;
        while (token < nextEnd
                && text.charAt(token) > ' '
                && text.charAt(token) < Characters.ASCII
                && "<>\"".indexOf(text.charAt(token)) < 0) {
            token++;
        }
        int length = token - next;
        String rest = text.substring(next, token);
        boolean words = rest.chars().anyMatch(c -> Characters.asciiLetterOrDigit((char) c));
        if (!words || rest.startsWith("http")) {
            return bracket ? OPEN : NONE;
        }
        char first = rest.charAt(0);
        char last = text.charAt(end - 1);
        if (length > 1 && BEGIN_MORE.indexOf(first) >= 0 && Characters.asciiLetterOrDigit(rest.charAt(1))) {
            return CERTAIN;
        }
        Shape shape = shapeOf(rest);
        boolean alone = onlyBlanks(text, token, nextEnd);
        if (END_UNFINISHED.indexOf(last) >= 0 && text.charAt(end - 2) != last) {
            return shape == Shape.WORD && !alone ? OPEN : CERTAIN;
        }
        if (bracket) {
            return OPEN;
        }
        int before = end - line;
        boolean broken = before >= SHORTEST_BROKEN;
        return switch (shape) {
            case ADDRESS -> broken || (alone && before >= SHORTEST_WRAPPED) ? CERTAIN : OPEN;
            case MIXED -> {
                if (broken && (alone || length >= SHORTEST_REST)) {
                    yield CERTAIN;
                }
                yield alone && before >= SHORTEST_WRAPPED && length > SHORTEST_REST ? OPEN : NONE;
            }
            case WORD -> broken && before <= LONGEST_WRAPPED && alone && !Character.isUpperCase(first) ? OPEN : NONE;
        };
    }

    private enum Shape {
        /** A word or a number, as in any sentence. */
        WORD,
        /** Letters and digits mixed, as in no word. */
        MIXED,
        /** It has the marks of an address in it. */
        ADDRESS
    }

    private static Shape shapeOf(String rest) {
        boolean digit = false;
        boolean small = false;
        boolean hump = false;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (WITHIN.indexOf(c) >= 0 && i < rest.length() - 1) {
                return Shape.ADDRESS;
            }
            digit |= Characters.digit(c);
            hump |= small && c >= 'A' && c <= 'Z';
            small |= c >= 'a' && c <= 'z';
        }
        boolean letter = rest.chars().anyMatch(c -> Characters.asciiLetter((char) c));
        return letter && (digit || hump) ? Shape.MIXED : Shape.WORD;
    }

    private static boolean onlyBlanks(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) > ' ' && ".,;:!?)>]".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
