package dev.postern.platform.body;

/**
 * Which texts UTF-8 and PostgreSQL can hold. JSON can spell half of a character (a surrogate without its partner), which UTF-8
 * cannot carry, and NUL, which PostgreSQL's {@code text} cannot store.
 */
public final class StorableText {
    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** Whether the text has a NUL. */
    public static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    /** Whether the text has a surrogate without its partner. */
    static boolean hasLoneSurrogate(String text) {
        return firstLoneSurrogate(text) >= 0;
    }

    /** The text with U+FFFD in the place of each surrogate without its partner. */
    public static String wellFormed(String text) {
        int first = firstLoneSurrogate(text);
        if (first < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text);
        for (int i = first; i < text.length(); i++) {
            if (isLoneSurrogate(text, i)) {
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean.toString();
    }

    /**
     * The well-formed text without NUL and the other control characters, but for tab, line feed and carriage return: no message
     * needs them, and a terminal may obey them ({@code skyvern/forge/sdk/utils/sanitization.py}).
     */
    public static String withoutControls(String text) {
        String wellFormed = wellFormed(text);
        if (wellFormed.chars().noneMatch(StorableText::isControl)) {
            return wellFormed;
        }
        StringBuilder clean = new StringBuilder(wellFormed.length());
        wellFormed
                .chars()
                .filter(character -> !isControl(character))
                .forEach(character -> clean.append((char) character));
        return clean.toString();
    }

    private static boolean isControl(int character) {
        return character < ' ' && character != '\t' && character != '\n' && character != '\r';
    }

    private static int firstLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isLoneSurrogate(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char character = text.charAt(i);
        if (Character.isHighSurrogate(character)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(character) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
