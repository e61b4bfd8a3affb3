package dev.postern.gateway.console.organization;

import dev.postern.gateway.console.page.Form;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number that the operator may set for an organisation, such as a quota. Which there are is the API's to say, so that one that is
 * added there stands on the page without a change here.
 *
 * @param field the name of its field: the group of the API's object, a dot, and the name in it
 * @param label what people read
 * @param value what holds, or what was typed; empty for what everybody has
 * @param error what is wrong with what was typed; null for nothing
 */
record Bound(
        String field, String label, String value, @Nullable String error) {

    /**
     * All numbers of a group.
     *
     * @param organization as the API shows it
     * @param group such as {@code quotas}
     * @param typed what somebody wants to set; empty unless it was refused
     */
    static List<Bound> of(JsonObject organization, String group, Form typed) {
        JsonObject numbers = organization.getJsonObject(group, new JsonObject());
        return numbers.fieldNames().stream()
                .map(name -> {
                    String field = group + "." + name;
                    Object kept = numbers.getValue(name);
                    String value = typed.has(field) ? typed.get(field) : kept == null ? "" : kept.toString();
                    return new Bound(field, label(name), value, typed.error(field));
                })
                .toList();
    }

    /** What a form sets: a number, nothing at all, or a text that the API refuses with a reason. */
    static @Nullable Object typed(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return text.matches("[0-9]{1,15}") ? Long.valueOf(text) : text;
    }

    /** A name of the API as words: {@code stored_bytes_per_day} is Stored bytes per day, {@code code_seconds} is Code, in seconds. */
    static String label(String name) {
        String words = name.replaceFirst("_seconds$", ", in seconds")
                .replace('_', ' ')
                .replaceAll("\\bapi\\b", "API")
                .replaceAll("\\btotp url\\b", "TOTP URL");
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
