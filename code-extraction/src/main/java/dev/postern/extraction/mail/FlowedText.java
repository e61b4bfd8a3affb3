package dev.postern.extraction.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Puts the lines of a flowed text together again (RFC 3676): a blank at the end of a line says that it goes on. A break
 * within an address stays where the mail does not say that the blank is no part of the text, since readers of both
 * kinds exist.
 */
final class FlowedText {
    private static final Pattern FLOWED = Pattern.compile("(?i).*;\\s*format\\s*=\\s*\"?flowed\\b.*", Pattern.DOTALL);
    private static final Pattern DELETES_BLANKS =
            Pattern.compile("(?i).*;\\s*delsp\\s*=\\s*\"?yes\\b.*", Pattern.DOTALL);
    private static final String SIGNATURE = "-- ";

    private FlowedText() {}

    /** Whether a Content-Type says that its text is flowed. */
    static boolean isSaidIn(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).contains("flowed")
                && FLOWED.matcher(contentType).matches();
    }

    /**
     * The text with its lines put together.
     *
     * @param contentType says whether the blank at the end of a line is to be deleted
     */
    static String joined(String text, String contentType) {
        boolean deletesBlanks = DELETES_BLANKS.matcher(contentType).matches();
        StringBuilder joined = new StringBuilder(text.length());
        int depth = -1;
        boolean open = false;
        int start = 0;
        while (start < text.length()) {
            int lineFeed = text.indexOf('\n', start);
            int next = lineFeed < 0 ? text.length() : lineFeed + 1;
            int end = lineFeed < 0 ? next : lineFeed;
            end = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
            int quotes = start;
            while (quotes < end && text.charAt(quotes) == '>') {
                quotes++;
            }
            int content = quotes < end && text.charAt(quotes) == ' ' ? quotes + 1 : quotes;
            boolean same = open && quotes - start == depth;
            if (open && !same) {
                joined.append('\n');
            }
            if (!same) {
                joined.append(text, start, quotes > start ? content : start);
            }
            depth = quotes - start;
            String line = text.substring(content, end);
            open = line.endsWith(" ") && !line.equals(SIGNATURE) && next < text.length();
            boolean broken = open && !deletesBlanks && endsWithAddress(line);
            joined.append(line, 0, line.length() - (open && (deletesBlanks || broken) ? 1 : 0));
            if (!open || broken) {
                joined.append('\n');
                open = false;
            }
            start = next;
        }
        return joined.toString();
    }

    private static boolean endsWithAddress(String line) {
        int word = line.stripTrailing().lastIndexOf(' ') + 1;
        return line.indexOf("://", word) >= 0;
    }
}
