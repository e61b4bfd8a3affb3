package dev.postern.extraction.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a mail apart in any nesting, transfer encoding and charset, in one pass over its bytes. It skips attachments.
 * It reads a broken mail as far as possible and leaves out what exceeds a limit. It never throws. It is for one mail
 * and one thread; {@link #parse} makes one.
 */
public final class MailParser {
    // A reader sees a few screens; a code does not stand after them.
    private static final int MOST_TEXT = 1024 * 1024;
    private static final int DEEPEST = 20;
    private static final int MOST_HEADERS = 1_000;
    private static final int LONGEST_HEADER = 64 * 1024;
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxHeaderCount(MOST_HEADERS)
            .setMaxHeaderLen(LONGEST_HEADER)
            .setMaxLineLen(-1)
            .setMaxContentLen(-1)
            .build();

    private final Map<String, List<String>> headers = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private boolean ownHeader = true;
    private boolean attachment;
    private int depth;

    private MailParser() {}

    /** The mail in these bytes. Bytes that are no mail give one without headers. */
    public static Mail parse(byte[] raw) {
        MailParser parser = new MailParser();
        try {
            parser.read(raw);
        } catch (MimeException | IOException e) {
            // The mail is kept as far as it could be read.
        }
        return new Mail(parser.headers, nullIfBlank(parser.text), nullIfBlank(parser.html));
    }

    private static @Nullable String nullIfBlank(StringBuilder part) {
        String read = part.toString();
        return read.isBlank() ? null : read;
    }

    private void read(byte[] raw) throws MimeException, IOException {
        MimeTokenStream stream = new MimeTokenStream(CONFIG);
        stream.parse(new ByteArrayInputStream(raw));
        EntityState state = stream.getState();
        while (state != EntityState.T_END_OF_STREAM && depth <= DEEPEST) {
            switch (state) {
                case T_START_HEADER -> attachment = false;
                case T_FIELD -> field(stream.getField());
                case T_END_HEADER -> ownHeader = false;
                case T_START_MULTIPART, T_START_MESSAGE -> depth++;
                case T_END_MULTIPART, T_END_MESSAGE -> depth--;
                case T_BODY -> body(stream);
                default -> {}
            }
            state = stream.next();
        }
    }

    private void field(Field field) {
        String name = field.getName().toLowerCase(Locale.ROOT);
        String value = valueOf(field);
        if (name.equals("content-disposition")) {
            attachment = value.strip().toLowerCase(Locale.ROOT).startsWith("attachment");
        }
        if (ownHeader) {
            headers.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
        }
    }

    /**
     * The value, unfolded (RFC 5322, section 2.2.3), with encoded words decoded (RFC 2047); raw bytes are UTF-8
     * (RFC 6532).
     */
    private static String valueOf(Field field) {
        String raw = field.getRaw() == null
                ? field.getName() + ":" + field.getBody()
                : decoded(field.getRaw().toByteArray(), null);
        String value = raw.substring(raw.indexOf(':') + 1)
                .replace("\r\n", "")
                .replace("\n", "")
                .strip();
        return DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT);
    }

    private void body(MimeTokenStream stream) throws IOException {
        String type = stream.getBodyDescriptor().getMimeType();
        StringBuilder part = switch (type == null ? "" : type.toLowerCase(Locale.ROOT)) {
            case "text/plain" -> text;
            case "text/html" -> html;
            default -> null;
        };
        if (part == null || attachment || part.length() >= MOST_TEXT) {
            return;
        }
        byte[] bytes;
        try (InputStream content = stream.getDecodedInputStream()) {
            bytes = content.readNBytes(MOST_TEXT - part.length());
        }
        if (!part.isEmpty()) {
            part.append('\n');
        }
        part.append(decoded(bytes, stream.getBodyDescriptor().getCharset()));
    }

    private static String decoded(byte[] bytes, @Nullable String charset) {
        Charset named = named(charset);
        if (named != null && !named.equals(StandardCharsets.US_ASCII)) {
            return new String(bytes, named);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static @Nullable Charset named(@Nullable String name) {
        try {
            return name == null || name.isBlank() ? null : Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }
}
