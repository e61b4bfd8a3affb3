package dev.postern.extraction.language;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells whether a mail answers another one, and which text is its own: a code that it quotes is an old one. Forwarded
 * text is never a quote, even when it looks like one.
 */
public final class Reply {
    private static final String QUOTE = ">";
    private static final String DASHES = "-----";

    private final Pattern subject;
    private final Set<String> separators;

    public Reply(Vocabulary vocabulary) {
        String prefixes =
                vocabulary.written(Section.REPLY).stream().map(Pattern::quote).collect(Collectors.joining("|"));
        this.subject = Pattern.compile("(?i)\\s*(?:" + prefixes + ")\\s*(?:\\[\\d+])?\\s*[:：].*");
        this.separators = vocabulary.written(Section.ORIGINAL_MESSAGE);
    }

    public boolean is(String mailSubject) {
        return subject.matcher(mailSubject).matches();
    }

    /** The text above and between what it quotes. */
    public String ownText(String text) {
        StringBuilder own = new StringBuilder(text.length());
        String introduction = "";
        for (String line : text.split("\n", -1)) {
            if (isSeparator(line)) {
                break;
            }
            if (line.startsWith(QUOTE)) {
                // The line above said who wrote it.
                introduction = "";
                continue;
            }
            own.append(introduction);
            introduction = line.stripTrailing().endsWith(":") ? line + '\n' : "";
            if (introduction.isEmpty()) {
                own.append(line).append('\n');
            }
        }
        return own.append(introduction).toString();
    }

    private boolean isSeparator(String line) {
        for (String separator : separators) {
            if (line.strip().equalsIgnoreCase(DASHES + separator + DASHES)) {
                return true;
            }
        }
        return false;
    }
}
