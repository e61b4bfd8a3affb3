package dev.postern.client.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of JSON. A member that is absent, null or of another kind than asked for is null, so that answers of later servers are read.
 *
 * @param members by name
 */
public record JsonObject(Map<String, @Nullable Object> members) {
    /** Without members. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    /** A value that was read, where it is an object; else an empty one. */
    @SuppressWarnings("unchecked") // The reader makes maps of text alone.
    public static JsonObject of(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new JsonObject((Map<String, @Nullable Object>) map) : EMPTY;
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public @Nullable String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    /** A whole number; a fraction is cut off. */
    public @Nullable Long whole(String name) {
        return members.get(name) instanceof Number number ? (Long) number.longValue() : null;
    }

    public @Nullable Double number(String name) {
        return members.get(name) instanceof Number number ? (Double) number.doubleValue() : null;
    }

    public @Nullable Boolean truth(String name) {
        return members.get(name) instanceof Boolean truth ? truth : null;
    }

    public <T> @Nullable T object(String name, Function<JsonObject, T> reader) {
        return members.get(name) instanceof Map<?, ?> map ? reader.apply(of(map)) : null;
    }

    /** The object of that name; an empty one where there is none. */
    public JsonObject object(String name) {
        return of(members.get(name));
    }

    public <T> @Nullable List<T> objects(String name, Function<JsonObject, T> reader) {
        return members.get(name) instanceof List<?>
                ? objects(name).stream().map(reader).toList()
                : null;
    }

    /** The objects of a list; none where there is no list. */
    public List<JsonObject> objects(String name) {
        return objects(members.get(name));
    }

    /** The objects of a list; none of any other value. */
    public static List<JsonObject> objects(@Nullable Object list) {
        List<JsonObject> found = new ArrayList<>();
        if (list instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?>) {
                    found.add(of(item));
                }
            }
        }
        return found;
    }

    /** The texts of a list; null where there is no list. */
    public @Nullable List<String> texts(String name) {
        return members.get(name) instanceof List<?> items
                ? items.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : null;
    }

    /** The names alone: values may be secrets. */
    @Override
    public String toString() {
        return "JsonObject" + members.keySet();
    }
}
