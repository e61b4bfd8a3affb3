package dev.postern.extraction.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The body of a mail that was passed on as it travels, in quoted-printable (RFC 2045, section 6.7). It writes each
 * equals sign as {@code =3D}, so a text with another equals sign is not in it.
 */
final class QuotedPrintable {
    private static final int SHORTEST_LINE = 60;

    private QuotedPrintable() {}

    /** Whether a text is in this encoding, and not merely could be. */
    static boolean isIn(String text) {
        boolean certain = false;
        boolean broken = false;
        boolean another = false;
        int equals = text.indexOf('=');
        while (equals >= 0) {
            int lineEnd = softBreak(text, equals);
            if (lineEnd > 0) {
                broken |= equals + 2 < text.length() && isLongLine(text, equals);
            } else if (encoded(text, equals) >= 0) {
                int value = encoded(text, equals);
                boolean letter = value >= 0xC2 && encoded(text, equals + 3) >= 0x80;
                certain |= value == '=' || letter;
                another = true;
            } else {
                return false;
            }
            equals = text.indexOf('=', equals + 1);
        }
        return certain || (broken && !another);
    }

    /** Whether a line is as long as those that are broken, and does not end in the name of a member of an address. */
    private static boolean isLongLine(String text, int equals) {
        int i = equals;
        while (i > 0 && text.charAt(i - 1) > ' ') {
            i--;
            if (text.charAt(i) == '?') {
                return false;
            }
        }
        return equals - text.lastIndexOf('\n', equals) >= SHORTEST_LINE;
    }

    static PlainText decoded(String text) {
        PlainText.Builder decoded = new PlainText.Builder(text.length());
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == '=') {
                i = decode(text, i, decoded);
            } else {
                decoded.add(text.charAt(i), i);
                i++;
            }
        }
        return decoded.build(IntUnaryOperator.identity());
    }

    /** Decodes the bytes that follow each other from an index on; returns where they end. */
    private static int decode(String text, int start, PlainText.Builder decoded) {
        byte[] bytes = new byte[8];
        int count = 0;
        int i = start;
        while (i < text.length() && text.charAt(i) == '=') {
            int lineEnd = softBreak(text, i);
            int value = encoded(text, i);
            if (lineEnd > 0) {
                i = lineEnd;
            } else if (value >= 0) {
                bytes = count == bytes.length ? Arrays.copyOf(bytes, count * 2) : bytes;
                bytes[count++] = (byte) value;
                i += 3;
            } else {
                break;
            }
        }
        if (i == start) {
            decoded.add('=', start);
            return start + 1;
        }
        for (char c : characters(Arrays.copyOf(bytes, count)).toCharArray()) {
            decoded.add(c, start);
        }
        return i;
    }

    private static String characters(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Where the next line begins when a sign stands at the end of its line; 0 when it does not. */
    private static int softBreak(String text, int equals) {
        int i = equals + 1;
        while (i < text.length()
                && i < equals + 4
                && (text.charAt(i) == ' ' || text.charAt(i) == '\t' || text.charAt(i) == '\r')) {
            i++;
        }
        if (i == text.length()) {
            return i;
        }
        return text.charAt(i) == '\n' ? i + 1 : 0;
    }

    /** The byte that a sign and two digits stand for; negative when they are none. */
    private static int encoded(String text, int equals) {
        if (equals + 2 >= text.length() || text.charAt(equals) != '=') {
            return -1;
        }
        int high = Character.digit(text.charAt(equals + 1), 16);
        int low = Character.digit(text.charAt(equals + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
