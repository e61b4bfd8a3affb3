package dev.postern.gateway.console.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads answers of the API, and its two kinds of refusals: problem details (RFC 9457) and those of Skyvern's routes. */
final class ApiAnswers {
    private ApiAnswers() {}

    static JsonObject object(Object json) {
        return json instanceof JsonObject object ? object : new JsonObject();
    }

    static List<JsonObject> elements(Object json) {
        if (!(json instanceof JsonArray array)) {
            return List.of();
        }
        return array.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    static List<JsonObject> elements(JsonObject json, String member) {
        Object list = json.getValue(member);
        return list == null ? List.of() : elements(list);
    }

    /** The body as JSON; an empty object for an empty body, null for a body that is no JSON. */
    static @Nullable Object json(Buffer body) {
        if (body.length() == 0) {
            return new JsonObject();
        }
        try {
            return Json.decodeValue(body);
        } catch (DecodeException e) {
            return null;
        }
    }

    static Trouble trouble(int status, Buffer body) {
        JsonObject json = object(Objects.requireNonNullElse(json(body), new JsonObject()));
        Object detail = json.getValue("detail");
        List<FieldTrouble> fields = detail instanceof JsonArray
                ? elements(json, "detail").stream()
                        .map(ApiAnswers::skyvernField)
                        .toList()
                : elements(json, "errors").stream().map(ApiAnswers::field).toList();
        return new Trouble(kind(status), sentence(status, detail, fields), fields);
    }

    private static Trouble.Kind kind(int status) {
        if (status == 403) {
            return Trouble.Kind.FORBIDDEN;
        }
        return status >= 500 || status == 429 ? Trouble.Kind.AWAY : Trouble.Kind.REFUSED;
    }

    private static String sentence(int status, @Nullable Object detail, List<FieldTrouble> fields) {
        if (detail instanceof String text && fields.isEmpty()) {
            return text.endsWith(".") ? text : text + ".";
        }
        if (!fields.isEmpty()) {
            return fields.stream()
                    .map(trouble -> trouble.field().isEmpty()
                            ? trouble.sentence()
                            : trouble.field() + ": " + trouble.sentence())
                    .collect(Collectors.joining(". ", "", "."));
        }
        return "The API answered with status " + status + ".";
    }

    /** What the API says of a field as Skyvern does, in words for the person who fills it in. */
    private static String words(String message) {
        return switch (message) {
            case "Field required" -> "It is needed";
            case "Input should be a valid integer" -> "Type a whole number";
            case "List should have at least 1 item after validation, not 0" -> "Choose at least one";
            default -> message.replaceFirst("^Input should be ", "It has to be ");
        };
    }

    private static FieldTrouble skyvernField(JsonObject error) {
        JsonArray place = error.getJsonArray("loc", new JsonArray());
        String field = place.stream().skip(1).map(String::valueOf).collect(Collectors.joining("."));
        return new FieldTrouble(field, words(error.getString("msg", "is not valid")));
    }

    private static FieldTrouble field(JsonObject error) {
        String pointer = error.getString("pointer", "");
        String field = pointer.startsWith("/") ? pointer.substring(1) : pointer;
        return new FieldTrouble(field.replace('/', '.'), words(error.getString("detail", "is not valid")));
    }
}
