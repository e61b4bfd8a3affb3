package dev.postern.ingest.form;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form, {@code application/x-www-form-urlencoded} in UTF-8 (WHATWG URL, section 5.1). Values are kept
 * untrimmed and repeated fields are kept, since a signature covers all of it.
 */
public final class FormFields {
    private final Map<String, List<String>> values;

    private FormFields(Map<String, List<String>> values) {
        this.values = values;
    }

    /** The fields; empty when a percent sign stands before anything other than two hexadecimal digits. */
    public static Optional<FormFields> parse(String form) {
        Map<String, List<String>> values = new TreeMap<>();
        try {
            for (String pair : form.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    values.computeIfAbsent(decode(name), absent -> new ArrayList<>())
                            .add(decode(value));
                }
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(new FormFields(values));
    }

    /** The fields in a body; empty when a percent sign stands before anything other than two hexadecimal digits. */
    public static Optional<FormFields> parse(byte[] form) {
        return parse(new String(form, StandardCharsets.UTF_8));
    }

    /** The first value of a field; null when it is not there. */
    public @Nullable String first(String name) {
        List<String> given = values.get(name);
        return given == null ? null : given.getFirst();
    }

    /** All fields with all their values, ordered by name, in the order of UTF-16 units. */
    public Map<String, List<String>> all() {
        return values;
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "FormFields[***]";
    }
}
