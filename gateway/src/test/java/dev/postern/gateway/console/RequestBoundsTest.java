package dev.postern.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the document says of requests: every text in them has a bound, and so have the lists of texts. */
class RequestBoundsTest {
    private static final Set<String> FORMS_WITH_A_LENGTH = Set.of("date-time", "uuid");
    private static final String REFERENCE = "#/components/schemas/";

    private final JsonNode document = document();
    private final Set<String> seen = new HashSet<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> unbounded = new ArrayList<>();

    @Test
    void everyTextThatACallerSendsHasABound() {
        // When
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            parameters(path.getKey(), path.getValue());
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String route = operation.getKey() + " " + path.getKey();
                parameters(route, operation.getValue());
                for (JsonNode content : operation.getValue().at("/requestBody/content")) {
                    walk(content.path("schema"), route);
                }
            }
        }
        // Then
        assertThat(texts).hasSizeGreaterThan(60).anyMatch(text -> text.contains("[]"));
        assertThat(unbounded).isEmpty();
    }

    private void parameters(String route, JsonNode holder) {
        for (JsonNode parameter : holder.path("parameters")) {
            String place = route + " " + parameter.get("name").textValue();
            assertThat(parameter.has("schema")).as(place + " is described").isTrue();
            walk(parameter.get("schema"), place);
        }
    }

    private void walk(JsonNode schema, String place) {
        String reference = schema.path("$ref").asText();
        if (!reference.isEmpty()) {
            if (seen.add(reference)) {
                walk(document.at("/components/schemas/" + reference.substring(REFERENCE.length())), place);
            }
            return;
        }
        String type = schema.path("type").toString();
        if (type.contains("\"string\"")) {
            texts.add(place);
            note(isBounded(schema), place);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> walk(property.getValue(), place + "." + property.getKey()));
        if (schema.has("items")) {
            note(schema.has("maxItems"), place + ", how many");
            walk(schema.get("items"), place + "[]");
        }
        if (schema.has("additionalProperties")) {
            note(schema.path("propertyNames").has("maxLength"), place + ", its names");
            walk(schema.get("additionalProperties"), place + "{}");
        }
        Stream.of("anyOf", "oneOf", "allOf").forEach(word -> schema.path(word).forEach(each -> walk(each, place)));
    }

    private void note(boolean bounded, String place) {
        if (!bounded) {
            unbounded.add(place);
        }
    }

    /** A text of which one of several schemas holds is bounded by each of them. */
    private static boolean isBounded(JsonNode schema) {
        return schema.has("maxLength")
                || schema.has("enum")
                || schema.has("anyOf")
                || schema.has("oneOf")
                || FORMS_WITH_A_LENGTH.contains(schema.path("format").asText());
    }

    private static JsonNode document() {
        try {
            return new YAMLMapper().readTree(Path.of("openapi.yaml").toFile());
        } catch (IOException e) {
            throw new AssertionError("openapi.yaml cannot be read", e);
        }
    }
}
