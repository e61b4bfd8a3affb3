package dev.postern.gateway.console.page;

import dev.postern.gateway.console.api.Trouble;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form, or of a query. A template shows them again, with what was wrong with them.
 *
 * @param fields all values of each, as typed
 * @param trouble why the API refused them; null unless it did
 */
public record Form(
        Map<String, List<String>> fields, @Nullable Trouble trouble) {
    private static final int MOST_FIELDS = 1000;

    /** A form that nobody filled in. */
    public static final Form EMPTY = new Form(Map.of(), null);

    /** Reads an {@code application/x-www-form-urlencoded} text. */
    static Form of(String encoded) {
        return new Form(
                new QueryStringDecoder("?" + encoded, StandardCharsets.UTF_8, true, MOST_FIELDS).parameters(), null);
    }

    /** The form with the reason why the API refused it. */
    public Form refused(@Nullable Trouble why) {
        return new Form(fields, why);
    }

    /** What is wrong with a field; null when nothing is known to be. */
    public @Nullable String error(String name) {
        return trouble == null ? null : trouble.of(name);
    }

    /** A field without the blanks around it; empty when it is missing. */
    public String get(String name) {
        return typed(name).strip();
    }

    /** A field as it was typed; empty when it is missing. For passwords and messages. */
    public String typed(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** All values of a field, such as those of check boxes. */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** Whether a check box of this value is ticked. */
    public boolean has(String name, String value) {
        return all(name).contains(value);
    }

    /** Whether the field was sent at all. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }
}
