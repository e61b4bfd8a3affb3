package dev.postern.events;

/** Masks of codes and links: enough for their owner to recognise them, never enough to use them. */
public final class Masks {
    private static final String WHOLE = "••••";
    private static final int SHOWN = 2;
    private static final int SHORTEST_PARTLY_SHOWN = 6;

    private Masks() {}

    /** {@code ••••91}; a code under six characters is masked whole, which hides its length too. */
    public static String code(String code) {
        int length = code.codePointCount(0, code.length());
        if (length < SHORTEST_PARTLY_SHOWN) {
            return WHOLE;
        }
        int tail = code.offsetByCodePoints(code.length(), -SHOWN);
        return "•".repeat(length - SHOWN) + code.substring(tail);
    }

    /** A link is masked whole: any part of it may be the token. */
    public static String link() {
        return WHOLE;
    }
}
