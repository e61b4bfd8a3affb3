package dev.postern.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.postern.events.ContractFiles.Member;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas say what the records are, and the samples are such records. */
class SchemasTest {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final Map<Class<?>, String> JSON_TYPES = Map.ofEntries(
            Map.entry(String.class, "string"),
            Map.entry(Instant.class, "string"),
            Map.entry(long.class, "integer"),
            Map.entry(Long.class, "integer"),
            Map.entry(double.class, "number"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(Integer.class, "integer"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(Set.class, "array"),
            Map.entry(List.class, "array"),
            Map.entry(Map.class, "object"));

    static Stream<Class<? extends Event>> eventTypes() {
        return ContractFiles.eventTypes();
    }

    static Stream<Class<?>> recordTypes() {
        return ContractFiles.recordTypes();
    }

    @ParameterizedTest
    @MethodSource("recordTypes")
    void namesThePropertiesOfTheRecord(Class<?> type) {
        // Given
        JsonNode schema = ContractFiles.schema(type);

        // When
        List<String> documented =
                schema.get("properties").propertyStream().map(Map.Entry::getKey).toList();

        // Then
        assertThat(documented)
                .containsExactlyElementsOf(members(type).map(Member::name).toList());
    }

    @ParameterizedTest
    @MethodSource("recordTypes")
    void requiresWhatTheRecordDoesNotCallNullable(Class<?> type) {
        // Given
        JsonNode schema = ContractFiles.schema(type);

        // When
        List<String> required = ContractFiles.texts(schema.get("required"));

        // Then
        assertThat(required)
                .containsExactlyElementsOf(members(type)
                        .filter(member -> !member.nullable())
                        .map(Member::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("recordTypes")
    void givesEachPropertyTheTypeOfItsComponent(Class<?> type) {
        // Given
        JsonNode properties = ContractFiles.schema(type).get("properties");

        // When
        List<Member> members = members(type).toList();

        // Then
        assertThat(members).allSatisfy(member -> {
            JsonNode property = properties.get(member.name());
            Class<?> componentType = written(member.rawType());
            if (componentType.isRecord()) {
                assertThat("schemas/" + property.get("$ref").textValue())
                        .isEqualTo(ContractFiles.schemaPath(componentType));
            } else if (componentType.isEnum()) {
                assertThat(ContractFiles.texts(property.get("enum"))).isEqualTo(wireNames(componentType));
            } else {
                assertThat(property.get("type").textValue()).isEqualTo(JSON_TYPES.get(componentType));
                assertThat(property.has("format")).isEqualTo(componentType == Instant.class);
            }
        });
    }

    /** What stands in JSON for a value of this type. */
    private static Class<?> written(Class<?> type) {
        return Stream.ofNullable(type.getRecordComponents())
                .flatMap(Arrays::stream)
                .filter(component -> component.getAccessor().isAnnotationPresent(JsonValue.class))
                .<Class<?>>map(RecordComponent::getType)
                .findFirst()
                .orElse(type);
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void acceptsTheSample(Class<? extends Event> type) {
        // Given
        JsonNode sample = ContractFiles.sample(type);

        // When
        List<String> problems = problems(type, sample);

        // Then
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void acceptsFieldsOfANewerProducer(Class<? extends Event> type) {
        // Given
        ObjectNode newer = ContractFiles.sample(type).put("field_of_tomorrow", true);

        // When
        List<String> problems = problems(type, newer);

        // Then
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void refusesEachNull(Class<? extends Event> type) {
        // Given
        List<String> names = members(type).map(Member::name).toList();

        // When
        Stream<List<String>> problems = names.stream()
                .map(name -> problems(type, ContractFiles.sample(type).putNull(name)));

        // Then
        assertThat(problems).noneMatch(List::isEmpty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-03-01", "2026-03-01T09:15:27"})
    void refusesTimesThatAreNotRfc3339(String time) {
        // Given
        ObjectNode event = ContractFiles.sample(AuditRecorded.class).put("at", time);

        // When
        List<String> problems = problems(AuditRecorded.class, event);

        // Then
        assertThat(problems).hasSize(1);
    }

    @Test
    void refusesAReceivedCodeWithNeitherCodeNorLink() {
        // Given
        ObjectNode event = ContractFiles.sample(CodeReceived.class).without(List.of("code_sealed", "link_sealed"));

        // When
        List<String> problems = problems(CodeReceived.class, event);

        // Then
        assertThat(problems).isNotEmpty();
    }

    @Test
    void looksIntoWhatEventsAreMadeOf() {
        // Given
        ObjectNode event = ContractFiles.sample(CodeReceived.class);
        event.putObject("run").put("task_id", 5);
        event.putObject("evidence").put("rule", "keyword-bound").put("confidence", 1.5);

        // When
        List<String> problems = problems(CodeReceived.class, event);

        // Then
        assertThat(problems).hasSize(2);
    }

    private static List<String> problems(Class<?> type, JsonNode value) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of("classpath:" + ContractFiles.schemaPath(type)));
        return schema.validate(value).stream().map(Object::toString).toList();
    }

    private static Stream<Member> members(Class<?> type) {
        return ContractFiles.members(type).stream();
    }

    private static List<String> wireNames(Class<?> enumType) {
        return Stream.of(enumType.getFields())
                .filter(field -> field.isEnumConstant())
                .map(field -> field.getAnnotation(JsonProperty.class).value())
                .toList();
    }
}
