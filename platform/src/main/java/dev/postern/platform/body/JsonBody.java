package dev.postern.platform.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import dev.postern.platform.problem.ProblemType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request's JSON body, checked in the words of Skyvern's API (FastAPI over Pydantic). A body of more than 20 000 tokens (names,
 * values, brackets) counts as no JSON: its objects would take many times its memory.
 */
public final class JsonBody {
    // Every token becomes an object of many times its size; no body of a route comes near.
    private static final int MOST_TOKENS = 20_000;
    private static final int MOST_ERRORS = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final @Nullable JsonNode root;
    private final boolean declaredJson;

    private JsonBody(@Nullable JsonNode root, boolean declaredJson) {
        this.root = root;
        this.declaredJson = declaredJson;
    }

    /**
     * Parses the body. A body that is declared as another type is not parsed; it is refused when its fields are asked for.
     *
     * @param contentType the header; null when absent, which means JSON, as in FastAPI
     * @throws Problem {@link ProblemType#INVALID_BODY} for a body that is no JSON
     */
    public static JsonBody parse(byte[] bytes, @Nullable String contentType) {
        if (bytes.length == 0) {
            return new JsonBody(null, true);
        }
        if (!isJson(contentType)) {
            return new JsonBody(null, false);
        }
        try {
            return new JsonBody(MAPPER.readTree(bytes), true);
        } catch (JsonProcessingException e) {
            long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw Problem.invalid(
                    List.of(new FieldError("json_invalid", List.of("body", offset), "JSON decode error")));
        } catch (IOException e) {
            // Reading from memory fails only on bytes that are not UTF-8.
            throw Problem.invalid(List.of(new FieldError("json_invalid", List.of("body", 0), "JSON decode error")));
        }
    }

    /**
     * The body's fields.
     *
     * @throws Problem {@link ProblemType#INVALID_BODY} when there is no body, it is not an object, or a text in it has a
     *     lone surrogate
     */
    public JsonFields fields() {
        JsonFields fields = fieldsAsSent();
        List<FieldError> unreadable = new ArrayList<>();
        findLoneSurrogates(Objects.requireNonNull(root), new ArrayList<>(List.of("body")), unreadable);
        if (!unreadable.isEmpty()) {
            throw Problem.invalid(unreadable);
        }
        return fields;
    }

    /**
     * Like {@link #fields()}, but keeps lone surrogates; for callers that replace them. A message that was cut inside an emoji still
     * has its code.
     *
     * @throws Problem {@link ProblemType#INVALID_BODY} when there is no body or it is not an object
     */
    public JsonFields fieldsAsSent() {
        if (!declaredJson) {
            throw notAnObject();
        }
        if (root == null || root.isMissingNode()) {
            throw Problem.invalid(List.of(new FieldError("missing", List.of("body"), "Field required")));
        }
        if (!root.isObject()) {
            throw notAnObject();
        }
        return new JsonFields(root, List.of("body"));
    }

    /**
     * JSON can spell lone surrogates, which neither UTF-8 nor a database can hold. Pydantic refuses them too.
     *
     * @param place where the node is; it is the same list for all nodes, and an error copies it
     */
    private static void findLoneSurrogates(JsonNode node, List<Object> place, List<FieldError> found) {
        if (found.size() >= MOST_ERRORS) {
            return;
        }
        if (node.isTextual() && StorableText.hasLoneSurrogate(node.textValue())) {
            found.add(new FieldError(
                    "string_unicode",
                    place,
                    "Input should be a valid string, unable to parse raw data as a unicode string"));
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (StorableText.hasLoneSurrogate(member.getKey())) {
                    found.add(new FieldError("string_unicode", place, "Keys should be valid strings"));
                } else {
                    findWithin(member.getKey(), member.getValue(), place, found);
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                findWithin(i, node.get(i), place, found);
            }
        }
    }

    private static void findWithin(Object step, JsonNode node, List<Object> place, List<FieldError> found) {
        if (!node.isContainerNode() && !node.isTextual()) {
            return;
        }
        place.addLast(step);
        findLoneSurrogates(node, place, found);
        place.removeLast();
    }

    private static Problem notAnObject() {
        return Problem.invalid(List.of(new FieldError(
                "model_attributes_type",
                List.of("body"),
                "Input should be a valid dictionary or object to extract fields from")));
    }

    /** Whether nothing was sent. A route may have defaults for all its fields. */
    public boolean isEmpty() {
        return root == null && declaredJson;
    }

    /** The body without insignificant white space, to compare it with that of an earlier request. */
    public String canonical() {
        return root == null ? "" : root.toString();
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String type = contentType.split(";", 2)[0].strip();
        return type.equalsIgnoreCase("application/json")
                || (type.regionMatches(true, 0, "application/", 0, 12) && type.endsWith("+json"));
    }
}
