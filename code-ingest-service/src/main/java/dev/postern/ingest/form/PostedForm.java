package dev.postern.ingest.form;

import dev.postern.ingest.provider.WebhookRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    private final Map<String, List<byte[]>> fields = new LinkedHashMap<>();
    private int count;

    private PostedForm() {}

    /** The form in a post's body; empty when it is none or is broken. */
    public static Optional<PostedForm> of(WebhookRequest request) {
        PostedForm form = new PostedForm();
        try {
            switch (request.mediaType()) {
                case URL_ENCODED -> form.readUrlEncoded(request.body());
                case MULTIPART -> form.readMultipart(request);
                default -> {
                    return Optional.empty();
                }
            }
        } catch (IllegalArgumentException | MimeException | IOException e) {
            return Optional.empty();
        }
        return Optional.of(form);
    }

    /** The first value of a field in UTF-8; null when it is not there. */
    public @Nullable String text(String name) {
        return text(name, StandardCharsets.UTF_8);
    }

    /** The first value of a field in a charset; null when it is not there. */
    public @Nullable String text(String name, Charset charset) {
        List<byte[]> values = fields.get(name);
        return values == null ? null : new String(values.getFirst(), charset);
    }

    /** The last value of a field in UTF-8; null when it is not there. */
    public @Nullable String lastText(String name) {
        List<byte[]> values = fields.get(name);
        return values == null ? null : new String(values.getLast(), StandardCharsets.UTF_8);
    }

    /** The first value of a field; empty when it is not there. */
    public Optional<byte[]> bytes(String name) {
        return Optional.ofNullable(fields.get(name)).map(List::getFirst);
    }

    /** The names of all fields. */
    public Stream<String> names() {
        return fields.keySet().stream();
    }

    private void readUrlEncoded(byte[] body) {
        // Each letter is a byte in this charset, so a value in any charset comes through.
        for (String pair : new String(body, StandardCharsets.ISO_8859_1).split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                add(
                        new String(decoded(name), StandardCharsets.UTF_8),
                        decoded(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
    }

    private static byte[] decoded(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void readMultipart(WebhookRequest request) throws MimeException, IOException {
        MimeTokenStream stream = new MimeTokenStream(CONFIG);
        stream.parseHeadless(
                new ByteArrayInputStream(request.body()),
                request.header("content-type").orElse(MULTIPART));
        // A part that is a form or a mail itself is a value here.
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        String name = null;
        for (EntityState state = stream.getState();
                state != EntityState.T_END_OF_STREAM && count < MOST_FIELDS;
                state = stream.next()) {
            if (state == EntityState.T_START_HEADER) {
                name = null;
            } else if (state == EntityState.T_FIELD) {
                name = name == null ? fieldName(stream.getField()) : name;
            } else if (state == EntityState.T_BODY && name != null) {
                add(name, stream.getInputStream().readAllBytes());
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

    private void add(String name, byte[] value) {
        count++;
        if (count <= MOST_FIELDS) {
            fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
    }

    @Override
    public String toString() {
        return "PostedForm[***]";
    }
}
