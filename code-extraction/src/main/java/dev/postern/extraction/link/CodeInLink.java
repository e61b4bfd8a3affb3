package dev.postern.extraction.link;

import dev.postern.extraction.text.Addresses;
import dev.postern.extraction.text.Characters;
import dev.postern.extraction.text.RenderedText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The code that a message shows, in any language, when its sign-in link carries it too: {@code …/verify?code=123456}.
 *
 * @param value the code as the text shows it
 * @param start where it begins, in UTF-16 units of the rendered text
 * @param end where it ends, exclusive
 */
public record CodeInLink(String value, int start, int end) {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 10;

    /** The code in the text that this address carries too; null unless there is exactly one. */
    public static @Nullable CodeInLink find(RenderedText text, String url) {
        List<String> shown = SignInLinks.shortCredentials(url).stream()
                .filter(value -> value.length() >= SHORTEST && value.length() <= LONGEST)
                .filter(value -> value.chars().allMatch(c -> Characters.asciiLetterOrDigit((char) c)))
                .filter(value -> value.chars().anyMatch(c -> Characters.digit((char) c)))
                .filter(value -> placeOf(value, text) >= 0)
                .distinct()
                .toList();
        if (shown.size() != 1) {
            return null;
        }
        String value = shown.getFirst();
        int start = placeOf(value, text);
        int end = start + value.length();
        return new CodeInLink(text.original(start, end), text.originOf(start), text.originEnd(end));
    }

    /** The place where the value stands by itself, outside any address; -1 when there is no such place. */
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

    @Override
    public String toString() {
        return "CodeInLink[***, start=" + start + ", end=" + end + "]";
    }
}
