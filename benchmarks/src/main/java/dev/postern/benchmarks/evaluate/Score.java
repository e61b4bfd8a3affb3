package dev.postern.benchmarks.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.extraction.CodeExtractor;
import dev.postern.extraction.Wanted;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How answers compare with labels. A message whose label is uncertain does not count.
 *
 * @param rows messages that count
 * @param codes messages that hold a code
 * @param exact of these, answered with the code; digits of other scripts and separators are equal
 * @param wrong of these, answered with something else
 * @param links messages that hold a link and no code
 * @param linksRight of these, answered with the link
 * @param linksWrong of these, answered with something else
 * @param nothing messages that hold neither
 * @param falsePositives of these, answered with something
 */
record Score(
        int rows,
        int codes,
        int exact,
        int wrong,
        int links,
        int linksRight,
        int linksWrong,
        int nothing,
        int falsePositives) {
    static final Score NONE = new Score(0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final List<String> UNCERTAIN =
            List.of("disputed", "bare", "weak", "strict_webotp_only", "pickup_code", "constructed");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}\\p{S}]+");
    private static final Pattern PREFIXED = Pattern.compile("[A-Za-z]{1,3}-([0-9]{4,8})");

    static Score of(List<Labelled> rows, CodeExtractor extractor, Wanted wanted) {
        Score score = NONE;
        for (Labelled row : rows) {
            score = score.plus(of(row, row.answer(extractor, wanted)));
        }
        return score;
    }

    /** The score of one message by the answer to it; nothing counts if the label is uncertain. */
    static Score of(Labelled row, @Nullable String answer) {
        return uncertain(row) ? NONE : of(row.json().path("expected"), answer);
    }

    /** Whether a message does not count. */
    static boolean uncertain(Labelled row) {
        return UNCERTAIN.stream().anyMatch(flag -> row.json().path(flag).asBoolean());
    }

    Score plus(Score other) {
        return new Score(
                rows + other.rows,
                codes + other.codes,
                exact + other.exact,
                wrong + other.wrong,
                links + other.links,
                linksRight + other.linksRight,
                linksWrong + other.linksWrong,
                nothing + other.nothing,
                falsePositives + other.falsePositives);
    }

    private static Score of(JsonNode expected, @Nullable String answer) {
        boolean given = answer != null;
        if (expected.isTextual()) {
            boolean right = answer != null && sameCode(expected.textValue(), answer);
            return new Score(1, 1, one(right), one(given && !right), 0, 0, 0, 0, 0);
        }
        if (expected.isObject()) {
            boolean right = answer != null
                    && plain(expected.path("magic_link").asText()).equals(plain(answer));
            return new Score(1, 0, 0, 0, 1, one(right), one(given && !right), 0, 0);
        }
        return new Score(1, 0, 0, 0, 0, 0, 0, 1, one(given));
    }

    private static int one(boolean counts) {
        return counts ? 1 : 0;
    }

    private static boolean sameCode(String expected, String answer) {
        return folded(expected).equals(folded(answer))
                || folded(PREFIXED.matcher(expected).replaceFirst("$1")).equals(folded(answer))
                || folded(expected).equals(folded(PREFIXED.matcher(answer).replaceFirst("$1")));
    }

    /** In ASCII digits and capitals, without separators. */
    private static String folded(String code) {
        StringBuilder folded = new StringBuilder();
        SEPARATORS
                .matcher(Normalizer.normalize(code, Normalizer.Form.NFKC))
                .replaceAll("")
                .codePoints()
                .forEach(c -> folded.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return folded.toString().toUpperCase(Locale.ROOT);
    }

    private static String plain(String url) {
        String plain = url.replace("&amp;", "&");
        return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
