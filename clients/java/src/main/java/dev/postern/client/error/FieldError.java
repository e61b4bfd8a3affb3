package dev.postern.client.error;

import dev.postern.client.json.JsonObject;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One wrong field of a request.
 *
 * @param type the kind of fault
 * @param pointer where the field stands: a JSON pointer (RFC 6901)
 * @param detail what is wrong with it
 */
public record FieldError(String type, String pointer, String detail) implements Serializable {

    /** Of problem details, or of the form of Skyvern's routes, where {@code loc} is the place. */
    static FieldError of(JsonObject told) {
        return new FieldError(
                Objects.requireNonNullElse(told.text("type"), ""),
                place(told),
                Objects.requireNonNullElse(told.text("detail"), Objects.requireNonNullElse(told.text("msg"), "")));
    }

    private static String place(JsonObject told) {
        return told.members().get("loc") instanceof List<?> steps
                ? steps.stream().map(String::valueOf).collect(Collectors.joining("/", "/", ""))
                : Objects.requireNonNullElse(told.text("pointer"), "");
    }
}
