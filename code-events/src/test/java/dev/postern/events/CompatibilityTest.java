package dev.postern.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both directions, by samples that stay as they are: {@code compatibility/first} has of each event the least that its first
 * version wrote, {@code compatibility/next} what a version to come may write, with fields nobody knows at every level.
 */
class CompatibilityTest {

    static Stream<Class<? extends Event>> eventTypes() {
        return ContractFiles.eventTypes();
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void readsWhatTheFirstVersionWrote(Class<? extends Event> type) {
        // Given
        JsonNode first = ContractFiles.compatibility("first", type);

        // When
        Event read = ContractFiles.read(type, first);

        // Then
        assertThat(ContractFiles.parse(EventJson.write(read))).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void writesWhatAReaderOfTheFirstVersionNeeds(Class<? extends Event> type) {
        // Given
        JsonNode first = ContractFiles.compatibility("first", type);
        JsonNode required = ContractFiles.schema(type).get("required");

        // When
        JsonNode written = ContractFiles.parse(EventJson.write(ContractFiles.read(type, ContractFiles.sample(type))));

        // Then
        Map<String, JsonNodeType> needed = types(first);
        needed.remove("link_sealed"); // One of two, of which the first version wrote either.
        assertThat(types(written)).containsAllEntriesOf(needed);
        assertThat(ContractFiles.texts(required)).containsAll(needed.keySet());
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void readsWhatAVersionToComeMayWrite(Class<? extends Event> type) {
        // Given
        JsonNode next = ContractFiles.compatibility("next", type);

        // When
        Event read = ContractFiles.read(type, next);

        // Then
        assertThat(read).isEqualTo(ContractFiles.read(type, ContractFiles.sample(type)));
        assertThat(next.toString()).contains("field_of_tomorrow");
    }

    private static Map<String, JsonNodeType> types(JsonNode event) {
        return event.propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> field.getValue().getNodeType()));
    }
}
