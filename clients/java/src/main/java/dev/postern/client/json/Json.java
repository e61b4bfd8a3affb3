package dev.postern.client.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259) as Java's own values: {@link Map}, {@link List}, {@link String}, {@link Long}, {@link BigDecimal}, {@link Boolean}
 * and null.
 */
public final class Json {

    private Json() {}

    /**
     * Reads a text that is one value. Of two members with one name the later one counts.
     *
     * @throws NotJson the text is none, or is nested more than 200 deep
     */
    public static @Nullable Object read(String text) throws NotJson {
        return new JsonReader(text).whole();
    }

    /** Reads a text that is one object; of any other text the answer is an empty one. */
    public static JsonObject objectOrEmpty(String text) {
        try {
            return JsonObject.of(read(text));
        } catch (NotJson e) {
            return JsonObject.EMPTY;
        }
    }

    /**
     * Writes a value in one line.
     *
     * @throws IllegalArgumentException a value is of no kind that JSON has
     */
    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            String between = "{";
            for (Map.Entry<?, ?> member : map.entrySet()) {
                out.append(between);
                quote(String.valueOf(member.getKey()), out);
                out.append(':');
                write(member.getValue(), out);
                between = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof JsonObject object) {
            write(object.members(), out);
        } else if (value instanceof Iterable<?> items) {
            String between = "";
            out.append('[');
            for (Object item : items) {
                out.append(between);
                write(item, out);
                between = ",";
            }
            out.append(']');
        } else if (value instanceof String text) {
            quote(text, out);
        } else if (value == null || value instanceof Boolean || isWritable(value)) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("JSON has no " + value.getClass().getSimpleName());
        }
    }

    private static boolean isWritable(Object value) {
        return value instanceof Number number
                && !(number instanceof Double broken && (broken.isNaN() || broken.isInfinite()))
                && !(number instanceof Float half && (half.isNaN() || half.isInfinite()));
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == '"' || one == '\\') {
                out.append('\\').append(one);
            } else if (one < ' ' || one == '\u007f' || Character.isSurrogate(one)) {
                // Surrogates, too: half of a pair is no text that UTF-8 could carry.
                out.append("\\u").append(Integer.toHexString(0x10000 | one), 1, 5);
            } else {
                out.append(one);
            }
        }
        out.append('"');
    }
}
