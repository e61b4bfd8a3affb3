package dev.postern.ingest.message;

/** What is taken out of a text before anything is done with it. */
public final class CleanText {

    private CleanText() {}

    /**
     * The text without characters that no message needs and PostgreSQL's text or a terminal may not bear: NUL and the
     * controls, but for tab, line feed and carriage return ({@code skyvern/forge/sdk/utils/sanitization.py}).
     */
    public static String withoutControls(String text) {
        String wellFormed = wellFormed(text);
        int first = 0;
        while (first < wellFormed.length() && !control(wellFormed.charAt(first))) {
            first++;
        }
        if (first == wellFormed.length()) {
            return wellFormed;
        }
        StringBuilder clean = new StringBuilder(wellFormed.length()).append(wellFormed, 0, first);
        for (int i = first; i < wellFormed.length(); i++) {
            if (!control(wellFormed.charAt(i))) {
                clean.append(wellFormed.charAt(i));
            }
        }
        return clean.toString();
    }

    /** The text with U+FFFD for each half of a surrogate pair: JSON can escape one, UTF-8 cannot carry it. */
    public static String wellFormed(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            if (lone(text, i)) {
                clean = clean == null ? new StringBuilder(text) : clean;
                clean.setCharAt(i, '\uFFFD');
            }
        }
        return clean == null ? text : clean.toString();
    }

    private static boolean control(char c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r';
    }

    private static boolean lone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
