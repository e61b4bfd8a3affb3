package dev.postern.gateway.console.code;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A message with the code in it marked.
 *
 * @param before what stands in front of the code; all of it when the code is not found again
 * @param code the code as the message has it
 * @param after what follows
 */
record Marked(String before, String code, String after) {
    private static final int AROUND = 2000;
    private static final String BETWEEN = "[\\s.\\u00a0-]";

    /** Finds the code again, also where blanks, points or hyphens part it in the message. */
    static Marked of(String message, String code) {
        if (code.isBlank()) {
            return new Marked(message, "", "");
        }
        // What may part the code is no part of what is sought: a text could be read in countless ways otherwise.
        String letters = code.replaceAll(BETWEEN, "");
        if (letters.isEmpty()) {
            return new Marked(message, "", "");
        }
        String parted = letters.codePoints()
                .mapToObj(Character::toString)
                .map(Pattern::quote)
                .collect(Collectors.joining(BETWEEN + "{0,3}+"));
        Matcher found = Pattern.compile("(?<![\\p{L}\\p{N}])" + parted + "(?![\\p{L}\\p{N}])")
                .matcher(message);
        if (!found.find()) {
            return new Marked(message, "", "");
        }
        return new Marked(
                lastOf(message.substring(0, found.start())), found.group(), firstOf(message.substring(found.end())));
    }

    private static String lastOf(String text) {
        return text.length() <= AROUND ? text : "…" + text.substring(text.length() - AROUND);
    }

    private static String firstOf(String text) {
        return text.length() <= AROUND ? text : text.substring(0, AROUND) + "…";
    }

    @Override
    public String toString() {
        return "Marked";
    }
}
