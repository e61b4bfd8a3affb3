package dev.postern.extraction.mail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes of a mail as text. */
final class MailText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final byte ESCAPE = 0x1B;

    private MailText() {}

    /** The text in a charset; where none is named, or US-ASCII is and cannot be, in UTF-8 or windows-1252. */
    static String decoded(byte[] bytes, @Nullable Charset charset, boolean cut) {
        return decoded(bytes, charset, MailCharsets.OLD, cut);
    }

    /**
     * The text in a charset. What is UTF-8 beyond doubt is read so, whatever is named.
     *
     * @param charset null when none is named
     * @param otherwise where none is named, or US-ASCII or UTF-8, and the bytes can be neither
     * @param cut whether the bytes end where a limit cut them, perhaps within a character
     */
    static String decoded(byte[] bytes, @Nullable Charset charset, Charset otherwise, boolean cut) {
        String utf8 = strictly(bytes, cut);
        if (charset != null && !charset.equals(StandardCharsets.US_ASCII) && !charset.equals(StandardCharsets.UTF_8)) {
            return utf8 != null && isMistaken(charset, bytes, utf8) ? utf8 : new String(bytes, charset);
        }
        if (utf8 == null) {
            return StandardCharsets.UTF_8.equals(charset) ? mostlyUtf8(bytes, otherwise) : new String(bytes, otherwise);
        }
        return isJapanese(bytes) ? new String(bytes, MailCharsets.JAPANESE_IN_SEVEN_BITS) : utf8;
    }

    /**
     * Whether bytes that can be UTF-8 are it, although a program named another charset: one in which each byte is a letter would hardly
     * have its letters in such rows, and of one whose letters take two bytes or four, some byte would be zero.
     */
    private static boolean isMistaken(Charset charset, byte[] bytes, String utf8) {
        if (charset.name().startsWith("UTF-")) {
            return !(charset instanceof Utf7) && !holds(bytes, (byte) 0);
        }
        return isOfSingleBytes(charset) && utf8.length() < bytes.length;
    }

    private static boolean isOfSingleBytes(Charset charset) {
        CharsetDecoder decoder = charset.newDecoder();
        return decoder.averageCharsPerByte() == 1 && decoder.maxCharsPerByte() == 1;
    }

    /** The text in UTF-8; null when the bytes cannot be. */
    private static @Nullable String strictly(byte[] bytes, boolean cut) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        boolean broken = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), text, !cut)
                .isError();
        return broken ? null : text.flip().toString();
    }

    /** A text that is said to be UTF-8 and has faults. Without a letter beyond ASCII in it, another charset is meant. */
    private static String mostlyUtf8(byte[] bytes, Charset otherwise) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.chars().anyMatch(c -> c >= 0x80 && c != REPLACEMENT) ? text : new String(bytes, otherwise);
    }

    /** Whether a shift to Japanese letters stands in it (RFC 1468), which no other text has. */
    private static boolean isJapanese(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == ESCAPE && bytes[i + 1] == '$' && (bytes[i + 2] == 'B' || bytes[i + 2] == '@')) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(byte[] bytes, byte wanted) {
        for (byte each : bytes) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }
}
