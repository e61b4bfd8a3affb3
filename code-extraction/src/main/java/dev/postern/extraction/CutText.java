package dev.postern.extraction;

/**
 * Tells whether a text message may have been cut inside its code or its link. A long message travels in parts of 153 characters, or
 * 67 where its letters are not of the GSM alphabet; one that fits has 160, or 70 (3GPP TS 23.040, 9.2.3.24.1). Senders
 * cut at these lengths, and phones show parts alone.
 */
final class CutText {
    private static final int LONG = 130;
    private static final int SHORT_CODE = 5;
    private static final int[] GSM = {153, 160, 306};
    private static final int[] WIDE = {67, 70, 134, 140, 201};
    /** The GSM alphabet has Latin letters, and some Greek ones that are rare alone. */
    private static final char FIRST_WIDE = '\u0400';

    private CutText() {}

    /** Whether the code that ends there is the last thing of a text that is as long as one that was cut. */
    static boolean mayEnd(String text, Extraction.Code code) {
        int end = text.length();
        TextEvidence evidence = code.evidence();
        if (evidence.end() != end || ownLine(text, evidence.start())) {
            return false;
        }
        return (end >= LONG && code.value().length() <= SHORT_CODE) || hasLength(end, wide(text) ? WIDE : GSM);
    }

    /** Whether a link that ends there may go on behind the cut. */
    static boolean mayEnd(String text, int end) {
        return end == text.length() && hasLength(end, wide(text) ? WIDE : GSM);
    }

    private static boolean ownLine(String text, int start) {
        int i = start;
        while (i > 0 && text.charAt(i - 1) == ' ') {
            i--;
        }
        return i == 0 || text.charAt(i - 1) == '\n' || text.charAt(i - 1) == '\r';
    }

    private static boolean wide(String text) {
        return text.chars().anyMatch(c -> c >= FIRST_WIDE);
    }

    private static boolean hasLength(int length, int[] lengths) {
        for (int one : lengths) {
            if (one == length) {
                return true;
            }
        }
        return false;
    }
}
