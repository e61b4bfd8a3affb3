package dev.postern.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedType;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** Every record of an event there is. */
    @SuppressWarnings("unchecked")
    static Stream<Class<? extends Event>> eventTypes() {
        return recordsOf(Event.class).map(type -> (Class<? extends Event>) type);
    }

    private static Stream<Class<?>> recordsOf(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(ContractFiles::recordsOf)
                : Stream.of(type);
    }

    /** A member of a record's JSON. Its value is either a component's or the one that every such record has. */
    record Member(String name, AnnotatedType type, boolean constant) {
        Class<?> rawType() {
            return TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
        }

        boolean nullable() {
            return type.isAnnotationPresent(Nullable.class);
        }
    }

    /** The members of a record's JSON, in their order there. */
    static List<Member> members(Class<?> type) {
        Stream<Member> components = Stream.of(type.getRecordComponents())
                .map(component -> new Member(component.getName(), component.getAnnotatedType(), false));
        Stream<Member> constants = Stream.of(type.getDeclaredMethods())
                .filter(method -> isConstant(method.getAnnotation(JsonProperty.class)))
                .map(method -> new Member(method.getName(), method.getAnnotatedReturnType(), true));
        JsonPropertyOrder order = type.getAnnotation(JsonPropertyOrder.class);
        List<String> names = order == null ? List.of() : List.of(order.value());
        return Stream.concat(components, constants)
                .sorted(Comparator.comparingInt(member -> names.indexOf(member.name())))
                .map(member ->
                        new Member(new SnakeCaseStrategy().translate(member.name()), member.type(), member.constant()))
                .toList();
    }

    private static boolean isConstant(@Nullable JsonProperty annotation) {
        return annotation != null && annotation.access() == JsonProperty.Access.READ_ONLY;
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
