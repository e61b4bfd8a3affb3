package dev.postern.extraction;

import dev.postern.extraction.Extraction.Found;
import dev.postern.extraction.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * The rules that look at the message as a whole: Skyvern's rule for short content (its {@code send_totp_code} takes up
 * to ten characters as they are), a message that is one URL, and the last line of a WebOTP message (WICG "Origin-bound
 * one-time codes delivered via SMS").
 */
final class WholeMessage {
    private static final int SHORT = 10;
    private static final int LONGEST_BOUND_CODE = 64;
    private static final String[] AMPERSANDS = {"&amp;", "&#38;", "&#x26;"};

    private WholeMessage() {}

    static @Nullable Found read(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && unseen(text.charAt(start))) {
            start++;
        }
        while (end > start && unseen(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            // Skyvern stores an empty code. Here it would be handed to a waiting login.
            return new Extraction.Nothing(Reason.NO_CANDIDATE);
        }
        if (text.codePointCount(start, end) <= SHORT) {
            String value = seen(text.substring(start, end));
            boolean link = url(text, start);
            String rule = link || hasDigit(value) ? "short-content" : "short-words";
            TextEvidence evidence = new TextEvidence(rule, 1, start, end);
            return link ? new Extraction.Link(value, evidence) : new Extraction.Code(value, evidence);
        }
        Found link = onlyUrl(text, start, end);
        return link != null ? link : boundCode(text, start, end);
    }

    /** The code of a WebOTP message from any sender. */
    static @Nullable Found boundCode(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && blank(text.charAt(start))) {
            start++;
        }
        while (end > start && blank(text.charAt(end - 1))) {
            end--;
        }
        return start == end ? null : boundCode(text, start, end);
    }

    private static @Nullable Found onlyUrl(String text, int start, int end) {
        if (!url(text, start)) {
            return null;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (blank(c) || "\"'<>)]}`".indexOf(c) >= 0) {
                return null;
            }
        }
        int stop = end;
        while (".,;:!?".indexOf(text.charAt(stop - 1)) >= 0) {
            // The semicolon of a trailing entity is not punctuation.
            if (entityEndsAt(text, stop)) {
                break;
            }
            stop--;
        }
        if (text.charAt(stop - 1) == '/' && text.indexOf("//", start) == stop - 2) {
            return null; // A scheme and nothing behind it.
        }
        return new Extraction.Link(
                decoded(text.substring(start, stop)), new TextEvidence("only-link", 0.97, start, stop));
    }

    private static boolean entityEndsAt(String text, int end) {
        for (String spelling : AMPERSANDS) {
            if (text.regionMatches(true, end - spelling.length(), spelling, 0, spelling.length())) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String url) {
        StringBuilder decoded = new StringBuilder(url.length());
        int i = 0;
        while (i < url.length()) {
            int step = 1;
            for (String spelling : AMPERSANDS) {
                if (url.regionMatches(true, i, spelling, 0, spelling.length())) {
                    step = spelling.length();
                }
            }
            decoded.append(step == 1 ? url.charAt(i) : '&');
            i += step;
        }
        return decoded.toString();
    }

    /**
     * Reads {@code @host #code} and at most {@code @frame-host} after it; carriers may have made the newline a blank.
     */
    private static @Nullable Found boundCode(String text, int start, int end) {
        int last = wordStart(text, start, end);
        int codeEnd = end;
        int codeStart = last;
        if (text.charAt(last) == '@') {
            codeEnd = skipBlanksBack(text, start, last);
            codeStart = wordStart(text, start, codeEnd);
        }
        if (codeStart >= codeEnd || text.charAt(codeStart) != '#') {
            return null;
        }
        int hostEnd = skipBlanksBack(text, start, codeStart);
        int hostStart = wordStart(text, start, hostEnd);
        int length = codeEnd - codeStart - 1;
        if (!host(text, hostStart, hostEnd) || length < 1 || length > LONGEST_BOUND_CODE) {
            return null;
        }
        if (!ownLine(text, start, hostStart) && !lineWasJoined(text, hostStart, codeStart + 1, codeEnd)) {
            return null;
        }
        return new Extraction.Code(
                text.substring(codeStart + 1, codeEnd), new TextEvidence("webotp", 0.99, codeStart + 1, codeEnd));
    }

    private static boolean ownLine(String text, int start, int hostStart) {
        int i = hostStart;
        while (i > start && blank(text.charAt(i - 1))) {
            i--;
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                return true;
            }
        }
        return i == start;
    }

    /** Whether a carrier made the newline a blank; "follow us @host #tag" is not such a line. */
    private static boolean lineWasJoined(String text, int hostStart, int codeStart, int codeEnd) {
        String code = text.substring(codeStart, codeEnd);
        if (code.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int before = skipBlanksBack(text, 0, hostStart) - 1;
        boolean sentenceEnded = before >= 0 && ".!?:。！？：".indexOf(text.charAt(before)) >= 0;
        int earlier = text.indexOf(code);
        return sentenceEnded || earlier < hostStart;
    }

    private static boolean host(String text, int start, int end) {
        if (end - start < 4 || text.charAt(start) != '@') {
            return false;
        }
        boolean dotted = false;
        for (int i = start + 1; i < end; i++) {
            char c = text.charAt(i);
            dotted |= c == '.' && i > start + 1 && i < end - 1;
            if (!Characters.asciiLetterOrDigit(c) && c != '.' && c != '-' && c != ':') {
                return false;
            }
        }
        return dotted || text.startsWith("localhost", start + 1);
    }

    private static int wordStart(String text, int start, int end) {
        int i = end;
        while (i > start && !blank(text.charAt(i - 1))) {
            i--;
        }
        return Math.min(i, text.length() - 1);
    }

    private static int skipBlanksBack(String text, int start, int end) {
        int i = end;
        while (i > start && blank(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static boolean url(String text, int start) {
        return text.regionMatches(true, start, "http://", 0, 7) || text.regionMatches(true, start, "https://", 0, 8);
    }

    /** A code that was copied from a page brings marks along that nobody sees, which no login would take. */
    private static String seen(String value) {
        boolean digits = value.chars().anyMatch(c -> Characters.decimal((char) c));
        StringBuilder seen = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!digits || !Characters.invisible(c)) {
                seen.append(c);
            }
        }
        return seen.toString();
    }

    private static boolean hasDigit(String value) {
        return value.codePoints().anyMatch(Character::isDigit);
    }

    private static boolean unseen(char c) {
        return blank(c) || Characters.invisible(c);
    }

    private static boolean blank(char c) {
        // These are the characters that Python's strip() removes, since Skyvern measures with it.
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }
}
