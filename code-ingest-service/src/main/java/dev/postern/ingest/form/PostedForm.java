package dev.postern.ingest.form;

import dev.postern.ingest.provider.WebhookRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form as bytes, {@code application/x-www-form-urlencoded} or {@code multipart/form-data} (RFC 7578). Each field
 * may have another charset. Files are passed over.
 */
public final class PostedForm {
    /** The media type of a URL-encoded form. */
    public static final String URL_ENCODED = "application/x-www-form-urlencoded";

    private static final String MULTIPART = "multipart/form-data";
    private static final int MOST_FIELDS = 1_000;
    private static final int LONGEST_HEADER = 8 * 1024;
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxHeaderCount(20)
            .setMaxHeaderLen(LONGEST_HEADER)
            .setMaxLineLen(LONGEST_HEADER)
            .setMaxContentLen(-1)
            .build();

    // The field that names the charset of the others: RFC 7578, section 4.6, and HTML.
    private static final String CHARSET = "_charset_";

    private final Map<String, List<Value>> fields = new LinkedHashMap<>();
    private int count;

    /**
     * A value as it came.
     *
     * @param charset that it names for itself, or the form for all; null when none is named
     */
    // Nobody compares them.
    @SuppressWarnings("ArrayRecordComponent")
    private record Value(byte[] bytes, @Nullable Charset charset) {
        String text() {
            return charset == null ? Charsets.guessed(bytes) : new String(bytes, charset);
        }

        @Override
        public String toString() {
            return "Value[***]";
        }
    }

    private PostedForm() {}

    /** The form in a post's body; empty when it is none or is broken. */
    public static Optional<PostedForm> of(WebhookRequest request) {
        PostedForm form = new PostedForm();
        try {
            switch (request.mediaType()) {
                case URL_ENCODED -> form.readUrlEncoded(request);
                case MULTIPART -> form.readMultipart(request);
                default -> {
                    return Optional.empty();
                }
            }
        } catch (MimeException | IOException e) {
            return Optional.empty();
        }
        return Optional.of(form);
    }

    /**
     * The first value of a field in the charset that is named for it; null when it is not there. Where none is named it is UTF-8, or
     * else windows-1252.
     */
    public @Nullable String text(String name) {
        List<Value> values = fields.get(name);
        return values == null ? null : inCharset(values.getFirst());
    }

    /** The first value of a field in the charset of a name; null when it is not there. An unknown name is passed over. */
    public @Nullable String text(String name, String charset) {
        List<Value> values = fields.get(name);
        return values == null
                ? null
                : Charsets.byName(charset)
                        .map(known -> new String(values.getFirst().bytes(), known))
                        .orElseGet(() -> inCharset(values.getFirst()));
    }

    /** The last value of a field; null when it is not there. */
    public @Nullable String lastText(String name) {
        List<Value> values = fields.get(name);
        return values == null ? null : inCharset(values.getLast());
    }

    private String inCharset(Value value) {
        List<Value> named = fields.get(CHARSET);
        return value.charset() == null && named != null
                ? Charsets.byName(new String(named.getFirst().bytes(), StandardCharsets.US_ASCII))
                        .map(charset -> new String(value.bytes(), charset))
                        .orElseGet(value::text)
                : value.text();
    }

    /** The first value of a field; empty when it is not there. */
    public Optional<byte[]> bytes(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(values -> values.getFirst().bytes());
    }

    /** Whether the first field has a name that begins as JSON does. */
    boolean looksLikeJson() {
        String first = names().findFirst().orElse("").stripLeading();
        return first.startsWith("{") || first.startsWith("[");
    }

    /** The names of all fields. */
    public Stream<String> names() {
        return fields.keySet().stream();
    }

    private void readUrlEncoded(WebhookRequest request) {
        Charset charset =
                Charsets.named(request.header("content-type").orElse("")).orElse(null);
        // Each letter is a byte in this charset, so a value in any charset comes through.
        for (String pair : new String(request.body(), StandardCharsets.ISO_8859_1).split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                add(
                        new String(decoded(name), StandardCharsets.UTF_8),
                        decoded(equals < 0 ? "" : pair.substring(equals + 1)),
                        charset);
            }
        }
    }

    /** A percent sign before anything other than two hexadecimal digits is itself: WHATWG URL, section 1.3. */
    private static byte[] decoded(String encoded) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length());
        int i = 0;
        while (i < encoded.length()) {
            char character = encoded.charAt(i);
            if (character == '%' && isHex(encoded, i + 1) && isHex(encoded, i + 2)) {
                decoded.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 3;
            } else {
                decoded.write(character == '+' ? ' ' : character);
                i++;
            }
        }
        return decoded.toByteArray();
    }

    private static boolean isHex(String text, int place) {
        return place < text.length() && HexFormat.isHexDigit(text.charAt(place));
    }

    private void readMultipart(WebhookRequest request) throws MimeException, IOException {
        MimeTokenStream stream = new MimeTokenStream(CONFIG);
        stream.parseHeadless(
                new ByteArrayInputStream(request.body()),
                request.header("content-type").orElse(MULTIPART));
        // A part that is a form or a mail itself is a value here.
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        String name = null;
        Charset charset = null;
        for (EntityState state = stream.getState();
                state != EntityState.T_END_OF_STREAM && count < MOST_FIELDS;
                state = stream.next()) {
            if (state == EntityState.T_START_HEADER) {
                name = null;
                charset = null;
            } else if (state == EntityState.T_FIELD) {
                name = name == null ? fieldName(stream.getField()) : name;
                charset = charset == null ? charset(stream.getField()) : charset;
            } else if (state == EntityState.T_BODY && name != null) {
                add(name, stream.getInputStream().readAllBytes(), charset);
            }
        }
    }

    /** The name of the field that a part is; null when the header is another one, or the part is a file. */
    private static @Nullable String fieldName(Field field) {
        if (!field.getNameLowerCase().equals("content-disposition")) {
            return null;
        }
        RawBody disposition = RawFieldParser.DEFAULT.parseRawBody(new RawField(field.getName(), field.getBody()));
        String name = null;
        for (NameValuePair parameter : disposition.getParams()) {
            if (parameter.getName().equalsIgnoreCase("filename")) {
                return null;
            }
            if (parameter.getName().equalsIgnoreCase("name")) {
                name = parameter.getValue();
            }
        }
        return name;
    }

    /** The charset of a part; null when the header names none. */
    private static @Nullable Charset charset(Field field) {
        return field.getNameLowerCase().equals("content-type")
                ? Charsets.named(field.getBody()).orElse(null)
                : null;
    }

    private void add(String name, byte[] value, @Nullable Charset charset) {
        count++;
        if (count <= MOST_FIELDS) {
            fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Value(value, charset));
        }
    }

    @Override
    public String toString() {
        return "PostedForm[***]";
    }
}
