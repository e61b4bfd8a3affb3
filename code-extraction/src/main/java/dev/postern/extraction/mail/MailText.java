package dev.postern.extraction.mail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/** Bytes of a mail as text. */
final class MailText {

    private MailText() {}

    /**
     * The text in a charset. Where none is named, or an unknown one, the bytes are UTF-8, or ISO 8859-1 when they
     * cannot be.
     *
     * @param cut whether the bytes end where a limit cut them, perhaps within a character
     */
    static String decoded(byte[] bytes, @Nullable String charset, boolean cut) {
        Charset named = named(charset);
        if (named != null && !named.equals(StandardCharsets.US_ASCII)) {
            return new String(bytes, named);
        }
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        boolean broken = utf8.decode(ByteBuffer.wrap(bytes), text, !cut).isError();
        return broken
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : text.flip().toString();
    }

    private static @Nullable Charset named(@Nullable String name) {
        try {
            return name == null || name.isBlank() ? null : Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }
}
