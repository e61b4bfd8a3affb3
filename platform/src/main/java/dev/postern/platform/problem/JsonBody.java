package dev.postern.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's JSON body, checked in the order and in the words of Skyvern's API (FastAPI over Pydantic): what is no JSON
 * is refused before the caller is known, fields are looked at after.
 */
public final class JsonBody {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final @Nullable JsonNode root;
    private final boolean declaredJson;

    private JsonBody(@Nullable JsonNode root, boolean declaredJson) {
        this.root = root;
        this.declaredJson = declaredJson;
    }

    /**
     * Parses the body. A body that is not declared as JSON is not parsed, and refused when its fields are asked for.
     *
     * @param contentType the header, null when absent (taken for JSON, as FastAPI does)
     * @throws Problem {@link ProblemType#INVALID_BODY} for what is no JSON
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
     * @throws Problem {@link ProblemType#INVALID_BODY} when there is no body or it is not an object
     */
    public JsonFields fields() {
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

    private static Problem notAnObject() {
        return Problem.invalid(List.of(new FieldError(
                "model_attributes_type",
                List.of("body"),
                "Input should be a valid dictionary or object to extract fields from")));
    }

    /** The bytes as they would be compared for a repeated request: the parsed form, so that white space does not count. */
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
