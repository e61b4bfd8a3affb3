package dev.postern.gateway.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Bodies that run as they stand, from {@code examples.yaml}: they come in the place of those that Swagger UI makes up from a schema. */
final class BodyExamples {
    private final JsonNode all = read();
    private final Set<String> unused = new LinkedHashSet<>();

    BodyExamples() {
        all.fieldNames().forEachRemaining(unused::add);
    }

    /** Shows an operation's examples, if there are any. */
    void show(String method, String path, ObjectNode operation) {
        String name = method.toUpperCase(Locale.ROOT) + " " + path;
        if (operation.at("/requestBody/content/application~1json") instanceof ObjectNode body && all.has(name)) {
            unused.remove(name);
            ObjectNode examples = body.putObject("examples");
            all.get(name)
                    .properties()
                    .forEach(example -> examples.putObject(example.getKey()).set("value", example.getValue()));
        }
    }

    /** Those of operations that there are not, or that take no JSON. */
    Set<String> unused() {
        return unused;
    }

    private static JsonNode read() {
        try (InputStream in = BodyExamples.class.getResourceAsStream("/examples.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
