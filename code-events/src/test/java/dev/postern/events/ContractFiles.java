package dev.postern.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;

/** The published files, as a reader of the jar finds them. */
final class ContractFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private ContractFiles() {}

    static JsonNode asyncApi() {
        return read(YAML, "asyncapi.yaml");
    }

    /** Any JSON file, by its path from {@code asyncapi.yaml}. */
    static JsonNode json(String path) {
        return read(JSON, path.replaceFirst("^\\./", ""));
    }

    static JsonNode schema(Class<?> type) {
        return json(schemaPath(type));
    }

    static String schemaPath(Class<?> type) {
        return "schemas/" + fileName(type);
    }

    static ObjectNode sample(Class<? extends Event> type) {
        return (ObjectNode) json("samples/" + fileName(type));
    }

    /** One of the samples that never change. */
    static JsonNode compatibility(String version, Class<? extends Event> type) {
        return json("compatibility/" + version + "/" + fileName(type));
    }

    static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <E extends Event> E read(Class<E> type, JsonNode json) {
        return EventJson.readerFor(type).read(bytes(json));
    }

    /** Every kind of event there is. */
    @SuppressWarnings("unchecked")
    static Stream<Class<? extends Event>> eventTypes() {
        return Stream.of(Event.class.getPermittedSubclasses()).map(type -> (Class<? extends Event>) type);
    }

    /** Every record that has a schema: the events and what they are made of. */
    static Stream<Class<?>> recordTypes() {
        return Stream.concat(
                eventTypes(),
                Stream.of(RunScope.class, Origin.class, Evidence.class, ChannelToken.class, TotpUrlSettings.class));
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::textValue).toList();
    }

    private static String fileName(Class<?> type) {
        return new KebabCaseStrategy().translate(type.getSimpleName()) + ".json";
    }

    private static JsonNode read(ObjectMapper mapper, String path) {
        try (InputStream file = ContractFiles.class.getResourceAsStream("/" + path)) {
            if (file == null) {
                throw new NoSuchFileException(path);
            }
            return mapper.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
