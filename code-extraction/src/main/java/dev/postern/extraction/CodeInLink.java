package dev.postern.extraction;

import java.util.List;
import java.util.Locale;

/** The code that a message shows, in whatever language, when its sign-in link carries the same one: {@code …/verify?code=123456}. */
final class CodeInLink {
    private static final double CONFIDENCE = 0.95;
    private static final int SHORTEST = 4;
    private static final int LONGEST = 10;

    private CodeInLink() {}

    static Extraction find(RenderedText text, Extraction.Link link) {
        List<String> shown = SignInLinks.shortCredentials(link.url()).stream()
                .filter(value -> value.length() >= SHORTEST && value.length() <= LONGEST)
                .filter(value -> value.chars().allMatch(c -> Characters.asciiLetterOrDigit((char) c)))
                .filter(value -> value.chars().anyMatch(c -> Characters.digit((char) c)))
                .filter(value -> placeOf(value, text) >= 0)
                .distinct()
                .toList();
        if (shown.size() != 1) {
            return new Extraction.Nothing(Reason.NO_CANDIDATE);
        }
        String value = shown.getFirst();
        int start = placeOf(value, text);
        int end = start + value.length();
        return new Extraction.Code(
                text.original(start, end),
                new Evidence("code-in-link", CONFIDENCE, text.originOf(start), text.originEnd(end)));
    }

    /** Where it stands by itself, outside any address; -1 when it does not. */
    private static int placeOf(String value, RenderedText text) {
        String folded = value.toLowerCase(Locale.ROOT);
        Addresses addresses = new Addresses(text);
        int i = 0;
        while (i < text.length()) {
            int addressEnd = addresses.endOf(i);
            if (addressEnd > i) {
                i = addressEnd;
            } else if (text.has(folded, i) && isFree(text.at(i - 1)) && isFree(text.at(i + folded.length()))) {
                return i;
            } else {
                i++;
            }
        }
        return -1;
    }

    private static boolean isFree(char c) {
        return !Characters.asciiLetterOrDigit(c) && "-_*/#".indexOf(c) < 0;
    }
}
