package dev.postern.resolver.review;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/**
 * A message's text in the forms in which a person may have seen it: as it stands, with its character references
 * resolved, and as HTML shows it.
 */
final class MessageText {
    private final List<String> forms;

    private MessageText(List<String> forms) {
        this.forms = forms;
    }

    static MessageText of(String content) {
        // Resolved as in an attribute: a link's "&copy=1" is no character reference.
        String resolved = Parser.unescapeEntities(content, true);
        return new MessageText(Stream.of(content, resolved, Jsoup.parse(content).wholeText())
                .distinct()
                .toList());
    }

    /** Whether this folded text is shown somewhere. */
    boolean shows(String folded) {
        return forms.stream().anyMatch(form -> fold(form).contains(folded));
    }

    /** Whether this link stands there, character for character. */
    boolean links(String link) {
        return forms.stream().anyMatch(form -> form.contains(link));
    }

    /**
     * Maps characters that look alike to one (Unicode's compatibility form NFKC), leaves out invisible ones, and makes
     * each stretch of blanks one. Case and everything else stay.
     */
    static String fold(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(normal.length());
        normal.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
                    folded.append(' ');
                }
            } else if (!invisible(c)) {
                folded.appendCodePoint(c);
            }
        });
        return folded.toString().strip();
    }

    private static boolean invisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.CONTROL, Character.UNASSIGNED, Character.SURROGATE -> true;
            // Combining grapheme joiner; variation selectors.
            default -> c == 0x034F || (c >= 0xFE00 && c <= 0xFE0F);
        };
    }
}
