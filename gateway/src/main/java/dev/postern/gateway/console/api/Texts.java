package dev.postern.gateway.console.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Reads members of the API's answers, where absent and null mean the same. */
public final class Texts {
    private Texts() {}

    /** The text of a member; empty when there is none. */
    public static String text(JsonObject json, String member) {
        Object value = json.getValue(member);
        return value == null ? "" : value.toString();
    }

    /** The objects in a member; none when there is none. */
    public static List<JsonObject> objects(JsonObject json, String member) {
        return ApiAnswers.elements(json, member);
    }

    /** The texts in a member; none when there is none. */
    public static List<String> texts(JsonObject json, String member) {
        return json.getValue(member) instanceof JsonArray array
                ? array.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The number of a member; 0 when there is none. */
    public static double number(JsonObject json, String member) {
        return json.getValue(member) instanceof Number number ? number.doubleValue() : 0;
    }

    /** Whether a member is true. */
    public static boolean isTrue(JsonObject json, String member) {
        return Boolean.TRUE.equals(json.getValue(member));
    }
}
