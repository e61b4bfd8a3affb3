package dev.postern.ingest.form;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** In which charset a text was posted. */
final class Charsets {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([A-Za-z0-9._:+-]{1,40})", Pattern.CASE_INSENSITIVE);
    // What programs write that know no Unicode; it has a letter for nearly every byte.
    private static final Charset OLD = Charset.forName("windows-1252");

    private Charsets() {}

    /** The charset that a content type names; empty when it names none, or one that is not known. */
    static Optional<Charset> named(String contentType) {
        Matcher matcher = PARAMETER.matcher(contentType);
        return matcher.find() ? byName(matcher.group(1)) : Optional.empty();
    }

    /** A charset by its name; empty when it is not known. */
    static Optional<Charset> byName(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** A text whose charset nobody named: UTF-8 if it can be. */
    static String guessed(byte[] text) {
        String utf8 = strictly(text);
        return utf8 == null ? new String(text, OLD) : utf8;
    }

    /** Whether these bytes can be UTF-8. */
    static boolean isUtf8(byte[] text) {
        return strictly(text) != null;
    }

    private static @Nullable String strictly(byte[] text) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
