package dev.postern.resolver.message;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message's text as a person may have seen it when picking from it: as it stands, and, where it is HTML, without tags and with
 * its characters resolved. Time grows linearly with the text.
 */
final class SeenText {
    private static final int LONGEST_ENTITY = 10;

    private final List<String> forms;

    private SeenText(List<String> forms) {
        this.forms = forms;
    }

    static SeenText of(String content) {
        return new SeenText(Stream.of(content, resolved(content), resolved(withoutTags(content)))
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
     * What looks alike is alike (Unicode's compatibility form NFKC), what is invisible is left out, and each stretch of blanks is
     * one. Case and everything else stay.
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

    private static String withoutTags(String html) {
        StringBuilder seen = new StringBuilder(html.length());
        int from = 0;
        while (from < html.length()) {
            int open = html.indexOf('<', from);
            int close = open < 0 ? -1 : html.indexOf('>', open);
            if (close < 0) {
                break;
            }
            seen.append(html, from, open);
            from = close + 1;
        }
        return seen.append(html, Math.min(from, html.length()), html.length()).toString();
    }

    private static String resolved(String html) {
        StringBuilder plain = new StringBuilder(html.length());
        int i = 0;
        while (i < html.length()) {
            int end = html.charAt(i) == '&' ? entityEnd(html, i) : -1;
            String value = end < 0 ? null : value(html.substring(i + 1, end).toLowerCase(Locale.ROOT));
            if (value == null) {
                plain.append(html.charAt(i));
                i++;
            } else {
                plain.append(value);
                i = end + 1;
            }
        }
        return plain.toString();
    }

    private static int entityEnd(String html, int start) {
        int limit = Math.min(html.length(), start + LONGEST_ENTITY);
        for (int i = start + 1; i < limit; i++) {
            if (html.charAt(i) == ';') {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable String value(String name) {
        return switch (name) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            case "nbsp" -> " ";
            default -> numeric(name);
        };
    }

    private static @Nullable String numeric(String name) {
        if (name.length() < 2 || name.charAt(0) != '#') {
            return null;
        }
        boolean hexadecimal = name.charAt(1) == 'x';
        try {
            int c = Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
            return Character.isValidCodePoint(c) ? Character.toString(c) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
