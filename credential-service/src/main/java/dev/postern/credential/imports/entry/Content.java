package dev.postern.credential.imports.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A file, or a text that was pasted. It is held in memory and nowhere else. */
public final class Content {
    // A node takes several times its text, and no export has so many.
    private static final int MOST_TOKENS = 600_000;
    private static final int DEEPEST = 64;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] bytes;
    private @Nullable String text;
    private @Nullable JsonNode json;

    /**
     * A file.
     *
     * @param bytes not changed afterwards by anybody
     */
    public Content(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A text, as if it were a file. */
    public static Content of(String text) {
        Content content = new Content(text.getBytes(StandardCharsets.UTF_8));
        content.text = text;
        return content;
    }

    /** The bytes; nobody may change them. */
    public byte[] bytes() {
        return bytes;
    }

    /** The content as text without a byte-order mark; empty when it is no text. */
    public String text() {
        if (text == null) {
            text = decoded();
        }
        return text;
    }

    /** The content as JSON; a missing node when it is none, or an exceedingly large one. */
    public JsonNode json() {
        if (json == null) {
            json = parse(text());
        }
        return json;
    }

    /** A text as JSON; a missing node when it is none. */
    public static JsonNode parse(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(stripped);
        } catch (IOException _) {
            // The parser's message quotes the text.
            return MissingNode.getInstance();
        }
    }

    private String decoded() {
        if (startsWith(0xff, 0xfe)) {
            return decoded(StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(0xfe, 0xff)) {
            return decoded(StandardCharsets.UTF_16BE, 2);
        }
        return decoded(StandardCharsets.UTF_8, startsWith(0xef, 0xbb, 0xbf) ? 3 : 0);
    }

    private String decoded(Charset charset, int from) {
        try {
            String decoded = charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
            return decoded.indexOf('\0') < 0 ? decoded : "";
        } catch (CharacterCodingException _) {
            return "";
        }
    }

    /** Whether it looks like a text, and is written in none of the charsets that are read: there are no control characters. */
    public boolean isTextOfAnotherCharset() {
        if (!text().isEmpty()) {
            return false;
        }
        for (byte one : bytes) {
            if (one >= 0 && one < ' ' && one != '\t' && one != '\n' && one != '\r') {
                return false;
            }
        }
        return bytes.length > 0;
    }

    /** Whether the content begins with these bytes. */
    public boolean startsWith(int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "Content";
    }
}
