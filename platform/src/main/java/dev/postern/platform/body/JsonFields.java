package dev.postern.platform.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.postern.platform.problem.FieldError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object. */
public final class JsonFields extends Fields {
    private final JsonNode object;

    JsonFields(JsonNode object, List<Object> place) {
        this(object, place, new ArrayList<>());
    }

    /**
     * An object that is read by itself, such as one member of a union. It collects its own errors, which {@link #rejectAll} adds
     * to another object's.
     */
    public static JsonFields of(JsonNode object, List<Object> place) {
        return new JsonFields(object, List.copyOf(place));
    }

    private JsonFields(JsonNode object, List<Object> place, List<FieldError> errors) {
        super(place, errors);
        this.object = object;
    }

    @Override
    public boolean has(String field) {
        return object.has(field);
    }

    @Override
    boolean isAbsent(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull();
    }

    @Override
    @Nullable String text(String field) {
        JsonNode value = object.get(field);
        return value == null ? null : value.textValue();
    }

    /** A string within its limit that must be there; empty is allowed. */
    public String requiredString(String field, TextLimit limit) {
        String text = requiredText(field);
        rejectBeyond(field, text, limit);
        return text;
    }

    /** Like {@link #requiredString}, without control characters, as {@link #optionalCleanString}. */
    public String requiredCleanString(String field, TextLimit limit) {
        String clean = StorableText.withoutControls(requiredText(field));
        rejectBeyond(field, clean, limit);
        return clean;
    }

    /** A string within its limit that must be there and hold at least one character. */
    public String requiredNonEmptyString(String field, TextLimit limit) {
        String value = requiredString(field, limit);
        rejectEmpty(field, text(field));
        return value;
    }

    private String requiredText(String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            reject(field, "missing", "Field required");
            return "";
        }
        if (!value.isTextual()) {
            reject(field, "string_type", "Input should be a valid string");
            return "";
        }
        return value.textValue();
    }

    @Override
    @Nullable String optionalText(String field) {
        if (isAbsent(field)) {
            return null;
        }
        String text = text(field);
        if (text == null) {
            reject(field, "string_type", "Input should be a valid string");
        }
        return text;
    }

    /** One of the given wire names' values, or the default when absent; null is refused. */
    public <E> E choice(String field, Choices<E> choices, E whenAbsent) {
        return has(field) ? chosen(field, choices).orElse(whenAbsent) : whenAbsent;
    }

    /**
     * A list of strings that must be there; it may be empty.
     *
     * @param limit of each
     * @param most how many there may be; a longer list is refused as a whole
     */
    public List<String> requiredStrings(String field, TextLimit limit, int most) {
        JsonNode value = object.get(field);
        if (value == null) {
            reject(field, "missing", "Field required");
            return List.of();
        }
        if (!value.isArray()) {
            reject(field, "list_type", "Input should be a valid list");
            return List.of();
        }
        if (isTooMany(field, "List", value.size(), most)) {
            return List.of();
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode element : value) {
            strings.add(element(field, strings.size(), element, limit));
        }
        return strings;
    }

    /**
     * An object whose values are strings, or null when absent or null.
     *
     * @param limit of each value; a name is an id
     * @param most how many members there may be; a larger object is refused as a whole
     */
    public @Nullable Map<String, String> optionalStringMap(String field, TextLimit limit, int most) {
        if (isAbsent(field)) {
            return null;
        }
        JsonNode value = object.get(field);
        if (!value.isObject()) {
            reject(field, "dict_type", "Input should be a valid dictionary");
            return null;
        }
        if (isTooMany(field, "Dictionary", value.size(), most)) {
            return null;
        }
        Map<String, String> strings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            // The name of a wrong member is not quoted: it may be as long as the body.
            if (TextLimit.ID.allows(member.getKey())) {
                strings.put(member.getKey(), element(field, member.getKey(), member.getValue(), limit));
            } else {
                reject(field, "value_error", "Value error, a name in it is too long or cannot be stored");
            }
        }
        return strings;
    }

    /** One string of a list or an object; empty, with an error, when it is none. */
    private String element(String field, Object step, JsonNode element, TextLimit limit) {
        if (!element.isTextual()) {
            rejectWithin(field, step, "string_type", "Input should be a valid string");
            return "";
        }
        List<Object> place = at(field);
        place.add(step);
        limit.error(element.textValue(), place).ifPresent(errors::add);
        return element.textValue();
    }

    private boolean isTooMany(String field, String what, int size, int most) {
        if (size > most) {
            reject(field, "too_long", what + " should have at most " + most + " items after validation");
        }
        return size > most;
    }

    /** A truth value, or the default when absent or null. */
    public boolean optionalBoolean(String field, boolean whenAbsent) {
        if (isAbsent(field)) {
            return whenAbsent;
        }
        JsonNode value = object.get(field);
        if (!value.isBoolean()) {
            reject(field, "bool_type", "Input should be a valid boolean");
            return whenAbsent;
        }
        return value.booleanValue();
    }

    /** A whole number within bounds, or the default when absent or null. */
    public long optionalInteger(String field, long min, long max, long whenAbsent) {
        if (isAbsent(field)) {
            return whenAbsent;
        }
        JsonNode value = object.get(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            reject(field, "int_type", "Input should be a valid integer");
            return whenAbsent;
        }
        long number = value.longValue();
        rejectOutside(field, number, min, max);
        return number;
    }

    /** A time in ISO 8601, or in seconds since 1970 as a number; null when absent or null. Skyvern takes both forms. */
    @Override
    public @Nullable Instant optionalTime(String field) {
        JsonNode value = object.get(field);
        return value != null && value.isNumber()
                ? timeOrReject(field, seconds(value).flatMap(SentTime::ofSeconds))
                : super.optionalTime(field);
    }

    private static Optional<BigDecimal> seconds(JsonNode number) {
        try {
            return Optional.of(number.decimalValue());
        } catch (NumberFormatException e) {
            // Jackson reads a number beyond double as infinite.
            return Optional.empty();
        }
    }

    /** The fields of an object that must be there. Its errors are collected with the others. */
    public JsonFields requiredObject(String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            reject(field, "missing", "Field required");
        } else if (!value.isObject()) {
            reject(
                    field,
                    "model_attributes_type",
                    "Input should be a valid dictionary or object to extract fields from");
        } else {
            return new JsonFields(value, at(field), errors);
        }
        // Its errors are dropped: the one above already says why its members are missing.
        return new JsonFields(JsonNodeFactory.instance.objectNode(), at(field));
    }

    /** The value as Jackson read it; null when absent. */
    public @Nullable JsonNode raw(String field) {
        return object.get(field);
    }
}
