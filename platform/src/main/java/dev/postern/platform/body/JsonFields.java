package dev.postern.platform.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object and collects what is wrong with them, so that a caller learns all of it at once. After
 * the last field call {@link #check()}; until then the values of wrong fields are placeholders. Not for several threads.
 *
 * <p>The error words are those of Pydantic 2, which Skyvern answers with.
 */
public final class JsonFields {
    private static final int MAX_NANOS_DIGITS = 9;

    private final JsonNode object;
    private final List<Object> place;
    private final List<FieldError> errors;

    JsonFields(JsonNode object, List<Object> place) {
        this(object, place, new ArrayList<>());
    }

    /**
     * An object that is read by itself, such as one member of a union: its errors are its own until they are handed on
     * with {@link #rejectAll}.
     */
    public static JsonFields of(JsonNode object, List<Object> place) {
        return new JsonFields(object, List.copyOf(place));
    }

    private JsonFields(JsonNode object, List<Object> place, List<FieldError> errors) {
        this.object = object;
        this.place = place;
        this.errors = errors;
    }

    /**
     * Ends the reading.
     *
     * @throws Problem {@link ProblemType#INVALID_BODY} when anything was wrong
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    /** Notes an error the caller found in a field. */
    public void reject(String field, String type, String msg) {
        errors.add(new FieldError(type, at(field), msg));
    }

    /** Notes that a text cannot be stored: PostgreSQL has no NUL in texts. */
    public void rejectNul(String field, @Nullable String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            reject(field, "value_error", "Value error, a NUL character cannot be stored");
        }
    }

    /** What was wrong so far. */
    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /** Notes errors that were found elsewhere. */
    public void rejectAll(List<FieldError> found) {
        errors.addAll(found);
    }

    /** A string that must be there; empty is allowed. */
    public String requiredString(String field) {
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

    /** A string that must be there and hold at least one character. */
    public String requiredNonEmptyString(String field) {
        int before = errors.size();
        String value = requiredString(field);
        if (value.isEmpty() && errors.size() == before) {
            reject(field, "string_too_short", "String should have at least 1 character");
        }
        return value;
    }

    /** A string, or null when absent or null. */
    public @Nullable String optionalString(String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            reject(field, "string_type", "Input should be a valid string");
            return null;
        }
        return value.textValue();
    }

    /** One of the given wire names' values, or null when absent or null. */
    public <E> @Nullable E optionalChoice(String field, Map<String, E> choices) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        E choice = value.isTextual() ? choices.get(value.textValue()) : null;
        if (choice == null) {
            rejectChoice(field, choices);
        }
        return choice;
    }

    /** One of the given wire names' values, or the default when absent; null is refused. */
    public <E> E choice(String field, Map<String, E> choices, E whenAbsent) {
        JsonNode value = object.get(field);
        if (value == null) {
            return whenAbsent;
        }
        E choice = value.isTextual() ? choices.get(value.textValue()) : null;
        if (choice == null) {
            rejectChoice(field, choices);
            return whenAbsent;
        }
        return choice;
    }

    private <E> void rejectChoice(String field, Map<String, E> choices) {
        List<String> names =
                choices.keySet().stream().map(name -> "'" + name + "'").toList();
        String listed = names.size() == 1
                ? names.getFirst()
                : names.stream().limit(names.size() - 1L).collect(Collectors.joining(", ")) + " or " + names.getLast();
        reject(field, "enum", "Input should be " + listed);
    }

    /** A list of strings that must be there; it may be empty. */
    public List<String> requiredStrings(String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            reject(field, "missing", "Field required");
            return List.of();
        }
        if (!value.isArray()) {
            reject(field, "list_type", "Input should be a valid list");
            return List.of();
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode element : value) {
            if (element.isTextual()) {
                strings.add(element.textValue());
            } else {
                rejectWithin(field, strings.size(), "string_type", "Input should be a valid string");
                strings.add("");
            }
        }
        return strings;
    }

    /** An object whose values are strings, or null when absent or null. */
    public @Nullable Map<String, String> optionalStringMap(String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            reject(field, "dict_type", "Input should be a valid dictionary");
            return null;
        }
        Map<String, String> strings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (member.getValue().isTextual()) {
                strings.put(member.getKey(), member.getValue().textValue());
            } else {
                rejectWithin(field, member.getKey(), "string_type", "Input should be a valid string");
            }
        }
        return strings;
    }

    /** A truth value, or the default when absent or null. */
    public boolean optionalBoolean(String field, boolean whenAbsent) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return whenAbsent;
        }
        if (!value.isBoolean()) {
            reject(field, "bool_type", "Input should be a valid boolean");
            return whenAbsent;
        }
        return value.booleanValue();
    }

    /** Notes an error at one element or member of a field. */
    public void rejectWithin(String field, Object step, String type, String msg) {
        List<Object> full = at(field);
        full.add(step);
        errors.add(new FieldError(type, full, msg));
    }

    /** A whole number within bounds, or the default when absent or null. */
    public long optionalInteger(String field, long min, long max, long whenAbsent) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return whenAbsent;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            reject(field, "int_type", "Input should be a valid integer");
            return whenAbsent;
        }
        long number = value.longValue();
        if (number < min) {
            reject(field, "greater_than_equal", "Input should be greater than or equal to " + min);
        } else if (number > max) {
            reject(field, "less_than_equal", "Input should be less than or equal to " + max);
        }
        return number;
    }

    /**
     * A time: ISO 8601 text (without a zone it is UTC) or seconds since 1970, or null when absent or null. Skyvern takes
     * both forms; unlike Skyvern, a zone is honoured.
     */
    public @Nullable Instant optionalTime(String field) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            if (value.isNumber()) {
                return ofSeconds(value.decimalValue());
            }
            if (value.isTextual()) {
                return ofText(value.textValue().strip());
            }
            reject(field, "datetime_type", "Input should be a valid datetime");
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            reject(field, "datetime_from_date_parsing", "Input should be a valid datetime or date");
        }
        return null;
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
        // Whatever is read from here is missing for the reason already noted.
        return new JsonFields(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(), at(field));
    }

    /** Whether the field stands in the body, even as null. */
    public boolean has(String field) {
        return object.has(field);
    }

    /** The raw value, for what has no rule of its own; null when absent. */
    public @Nullable JsonNode raw(String field) {
        return object.get(field);
    }

    private static Instant ofSeconds(BigDecimal seconds) {
        if (seconds.scale() > MAX_NANOS_DIGITS || seconds.precision() > 30) {
            throw new NumberFormatException();
        }
        BigDecimal whole = new BigDecimal(seconds.toBigInteger());
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValueExact());
    }

    private static Instant ofText(String text) {
        String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
        boolean zoned =
                iso.endsWith("Z") || iso.endsWith("z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }

    private List<Object> at(String field) {
        List<Object> full = new ArrayList<>(place);
        full.add(field);
        return full;
    }
}
