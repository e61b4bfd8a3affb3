package dev.postern.benchmarks.evaluate;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The corpus of this repository, {@code texts.psv}: on each line what a message stands for, what is to be found in it, and its text, with
 * {@code " | "} between. The first lines of the file say how characters are written.
 */
final class PlainCorpus {
    static final String FILE = ".psv";

    private static final Pattern REPEATED = Pattern.compile("<<(\\d+)\\*(.+?)>>");
    private static final Pattern CHARACTER = Pattern.compile("\\\\u([0-9a-f]{4})");
    private static final int PARTS = 3;

    private PlainCorpus() {}

    /** A line as a line of a corpus of JSON; empty for a comment, and for a message whose label JSON cannot say. */
    static Optional<String> json(String line, int number) {
        String[] parts = line.split(" \\| ", PARTS);
        if (line.startsWith("#") || parts.length < PARTS || parts[1].contains(" ")) {
            return Optional.empty();
        }
        String expected = parts[1].equals("-")
                ? "null"
                : parts[1].startsWith("link:")
                        ? "{\"magic_link\":" + quoted(parts[1].substring("link:".length())) + "}"
                        : quoted(parts[1]);
        return Optional.of(
                "{\"id\":\"" + number + "\",\"text\":" + quoted(read(parts[2])) + ",\"expected\":" + expected + "}");
    }

    private static String read(String written) {
        String whole = replace(REPEATED, written, found -> found.group(2).repeat(Integer.parseInt(found.group(1))));
        return replace(CHARACTER, whole, found -> Character.toString(Integer.parseInt(found.group(1), 16)))
                .replace("\\n", "\n");
    }

    private interface Replacement {
        String of(MatchResult found);
    }

    private static String replace(Pattern pattern, String text, Replacement replacement) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement.of(found)));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
