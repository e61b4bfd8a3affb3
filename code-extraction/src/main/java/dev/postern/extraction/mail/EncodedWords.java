package dev.postern.extraction.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The encoded words of a header (RFC 2047), as programs write them: with blanks inside, without blanks between, a character over two
 * words, a language behind the charset (RFC 2231, section 5). What cannot be read stays as it is. For one header.
 */
final class EncodedWords {
    /** As many are decoded of one header. */
    static final int MOST = 100;

    private static final int LONGEST_CHARSET = 60;
    private static final String SPECIALS = "()<>[]:;@\\,.\"";

    private final String value;
    private final boolean quotes;
    private final StringBuilder decoded = new StringBuilder();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private @Nullable Charset charset;
    private boolean isOpen;
    private boolean inQuotes;
    private int tried;

    private EncodedWords(String value, boolean quotes) {
        this.value = value;
        this.quotes = quotes;
    }

    /** A text with its words decoded. */
    static String inText(String value) {
        return value.contains("=?") ? new EncodedWords(value, false).read() : value;
    }

    /**
     * A list of addresses with its words decoded. A word is part of a name, so what a list would take for its own signs is quoted:
     * else a name could bring an address along.
     */
    static String inAddresses(String value) {
        return value.contains("=?") ? new EncodedWords(value, value.contains("@")).read() : value;
    }

    private String read() {
        int at = 0;
        int word = value.indexOf("=?");
        while (word >= 0 && tried < MOST) {
            tried++;
            int end = word(word, at);
            if (end < 0) {
                word = value.indexOf("=?", word + 2);
            } else {
                at = end;
                word = value.indexOf("=?", end);
            }
        }
        flush();
        copy(at, value.length());
        return decoded.toString();
    }

    /** Reads the word that begins there, after the text before it; its end, or -1 when it is none. */
    private int word(int start, int textStart) {
        int afterCharset = value.indexOf('?', start + 2);
        if (afterCharset < 0 || afterCharset - start - 2 > LONGEST_CHARSET || afterCharset + 2 >= value.length()) {
            return -1;
        }
        char encoding = value.charAt(afterCharset + 1);
        int close = value.indexOf("?=", afterCharset + 3);
        Charset named =
                MailCharsets.named(value.substring(start + 2, afterCharset).split("\\*", 2)[0]);
        if (close < 0
                || !isName(start + 2, afterCharset)
                || "BbQq".indexOf(encoding) < 0
                || value.charAt(afterCharset + 2) != '?') {
            return -1;
        }
        boolean follows = isOpen && value.substring(textStart, start).isBlank();
        if (!follows || !Objects.equals(named, charset)) {
            flush();
        }
        if (!follows) {
            copy(textStart, start);
        }
        charset = named;
        isOpen = true;
        String text = value.substring(afterCharset + 3, close);
        if (encoding == 'B' || encoding == 'b') {
            base64(text);
        } else {
            quotedPrintable(text);
        }
        return close + 2;
    }

    private void base64(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        text.chars().filter(EncodedWords::isOfBase64).forEach(c -> letters.append((char) c));
        // Six bits are no byte.
        letters.setLength(letters.length() - (letters.length() % 4 == 1 ? 1 : 0));
        open.writeBytes(Base64.getDecoder().decode(letters.toString()));
    }

    private static boolean isOfBase64(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    private void quotedPrintable(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean isByte = c == '=' && i + 2 < text.length() && isHex(text, i + 1) && isHex(text, i + 2);
            if (isByte) {
                open.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 3;
            } else {
                open.writeBytes(String.valueOf(c == '_' ? ' ' : c).getBytes(StandardCharsets.UTF_8));
                i++;
            }
        }
    }

    /** Whether a charset may have this name, be it known or not. */
    private boolean isName(int from, int to) {
        return from < to
                && value.substring(from, to).chars().allMatch(c -> c > ' ' && c < 0x7F && SPECIALS.indexOf(c) < 0);
    }

    private static boolean isHex(String text, int place) {
        return HexFormat.isHexDigit(text.charAt(place));
    }

    /** What was gathered in one charset is a text now: a character may lie over two words. */
    private void flush() {
        if (!isOpen) {
            return;
        }
        String text = MailText.decoded(open.toByteArray(), charset, false);
        open.reset();
        isOpen = false;
        boolean needsQuotes = quotes && text.chars().anyMatch(c -> SPECIALS.indexOf(c) >= 0);
        if (!needsQuotes) {
            decoded.append(text);
        } else {
            String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
            decoded.append(inQuotes ? escaped : '"' + escaped + '"');
        }
    }

    private void copy(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            inQuotes ^= c == '"' && (i == 0 || value.charAt(i - 1) != '\\');
            decoded.append(c);
        }
    }
}
