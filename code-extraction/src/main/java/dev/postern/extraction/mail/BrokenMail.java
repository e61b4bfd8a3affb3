package dev.postern.extraction.mail;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mails of programs that did not do as RFC 5322 and RFC 2046 say, brought into a form that can be read. */
final class BrokenMail {
    private static final int LONGEST_BOUNDARY = 200;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int LOOKED_AT = 64 * 1024;
    private static final Pattern BODY = Pattern.compile("\\r?\\n\\r?\\n");
    private static final Pattern BOUNDARY =
            Pattern.compile("^--([^\\r\\n]{1," + LONGEST_BOUNDARY + "}?)(?:--)?[ \\t]*+\\r?$", Pattern.MULTILINE);

    private BrokenMail() {}

    /** A mail with ends of lines: in some, a carriage return alone ends them. */
    static byte[] withLines(byte[] mail) {
        boolean hasReturn = false;
        for (byte each : mail) {
            if (each == '\n') {
                return mail;
            }
            hasReturn |= each == '\r';
        }
        if (!hasReturn) {
            return mail;
        }
        byte[] lines = mail.clone();
        for (int i = 0; i < lines.length; i++) {
            lines[i] = lines[i] == '\r' ? (byte) '\n' : lines[i];
        }
        return lines;
    }

    /** Where the header begins: behind a byte order mark and blank lines. */
    static int start(byte[] mail) {
        int start = mail.length >= MARK.length && Arrays.equals(mail, 0, MARK.length, MARK, 0, MARK.length)
                ? MARK.length
                : 0;
        int next = start;
        while (next < mail.length && (mail[next] == '\r' || mail[next] == '\n')) {
            next++;
        }
        // A mail without a header begins with one blank line.
        return next - start <= 2 ? start : next;
    }

    /**
     * The body of a mail that says it has parts, and in which none was found: with the boundary that really stands there, or as a text
     * when there is none.
     *
     * @param contentType what the mail says
     * @return empty when the boundary that it names stands there, or nothing does
     */
    static Optional<InputStream> body(byte[] mail, String contentType) {
        // Each byte is a letter, so places in the text are places in the mail.
        String start = new String(mail, 0, Math.min(mail.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        Matcher body = BODY.matcher(start);
        if (!body.find()) {
            return Optional.empty();
        }
        Matcher boundary = BOUNDARY.matcher(start);
        if (!boundary.find(body.end())) {
            return Optional.of(under("text/plain", mail, body.end()));
        }
        String name = boundary.group(1);
        boolean isUsual = name.indexOf('"') < 0 && name.indexOf('\\') < 0;
        return isUsual && !isNamed(name, contentType)
                ? Optional.of(under("multipart/mixed; boundary=\"" + name + '"', mail, boundary.start()))
                : Optional.empty();
    }

    private static boolean isNamed(String boundary, String contentType) {
        return Pattern.compile("(?i:boundary)\\s*=\\s*\"?" + Pattern.quote(boundary) + "\"?\\s*(?:;|$)")
                .matcher(contentType)
                .find();
    }

    private static InputStream under(String contentType, byte[] mail, int from) {
        byte[] header = ("Content-Type: " + contentType + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return new SequenceInputStream(
                new ByteArrayInputStream(header), new ByteArrayInputStream(mail, from, mail.length - from));
    }
}
