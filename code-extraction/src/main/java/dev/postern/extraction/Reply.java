package dev.postern.extraction;

import java.util.regex.Pattern;

/**
 * Whether a mail answers another one, and what of it is its own: a code that it quotes is an old one. What is forwarded is not
 * quoted, whatever it looks like.
 */
final class Reply {
    private static final Pattern SUBJECT =
            Pattern.compile("(?i)\\s*(?:re|aw|antw|sv|vs|odp|rif|res|回复|回覆)\\s*(?:\\[\\d+])?\\s*[:：].*");
    private static final String QUOTE = ">";
    private static final String[] SEPARATORS = {"-----Original Message-----", "-----Ursprüngliche Nachricht-----"};

    private Reply() {}

    static boolean is(String subject) {
        return SUBJECT.matcher(subject).matches();
    }

    /** The text above and between what it quotes. */
    static String ownText(String text) {
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

    private static boolean isSeparator(String line) {
        for (String separator : SEPARATORS) {
            if (line.strip().equalsIgnoreCase(separator)) {
                return true;
            }
        }
        return false;
    }
}
