package dev.postern.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.events.EventJson.MalformedEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader takes and what it refuses. */
class EventJsonTest {
    private static final String CANARY = "CANARY-834512";

    static Stream<Class<? extends Event>> eventTypes() {
        return ContractFiles.eventTypes();
    }

    static Stream<Arguments> requiredFields() {
        return eventTypes()
                .flatMap(type -> ContractFiles.texts(ContractFiles.schema(type).get("required")).stream()
                        .filter(field -> !isConstant(type, field))
                        .map(field -> Arguments.of(type, field)));
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void readsTheSampleAndWritesItBackWithoutLoss(Class<? extends Event> type) {
        // Given
        JsonNode sample = ContractFiles.sample(type);
        Event event = ContractFiles.read(type, sample);

        // When
        JsonNode written = ContractFiles.parse(EventJson.write(event));

        // Then
        assertThat(written).isEqualTo(sample);
        assertThat(ContractFiles.read(type, written)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void leavesOutWhatIsAbsent(Class<? extends Event> type) {
        // Given
        ObjectNode smallest = smallest(type);
        Event event = ContractFiles.read(type, smallest);

        // When
        JsonNode written = ContractFiles.parse(EventJson.write(event));

        // Then
        assertThat(written).isEqualTo(smallest);
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void ignoresFieldsItDoesNotKnow(Class<? extends Event> type) {
        // Given
        ObjectNode newer = ContractFiles.sample(type).put("field_of_tomorrow", CANARY);
        newer.putObject("object_of_tomorrow").put("id", 1);

        // When
        Event event = ContractFiles.read(type, newer);

        // Then
        assertThat(event).isEqualTo(ContractFiles.read(type, ContractFiles.sample(type)));
    }

    @ParameterizedTest
    @MethodSource("requiredFields")
    void refusesAnEventThatLacksARequiredField(Class<? extends Event> type, String field) {
        // Given
        ObjectNode event = ContractFiles.sample(type).without(List.of(field));

        // When
        Throwable thrown = catchThrowable(() -> ContractFiles.read(type, event));

        // Then
        assertThat(thrown).isInstanceOf(MalformedEvent.class);
    }

    @ParameterizedTest
    @MethodSource("requiredFields")
    void refusesAnEventWhoseRequiredFieldIsNull(Class<? extends Event> type, String field) {
        // Given
        ObjectNode event = ContractFiles.sample(type).putNull(field);

        // When
        Throwable thrown = catchThrowable(() -> ContractFiles.read(type, event));

        // Then
        assertThat(thrown).isInstanceOf(MalformedEvent.class);
    }

    @Test
    void refusesAReceivedCodeWithNeitherCodeNorLink() {
        // Given
        ObjectNode event = ContractFiles.sample(CodeReceived.class).without(List.of("code_sealed", "link_sealed"));

        // When
        Throwable thrown = catchThrowable(() -> ContractFiles.read(CodeReceived.class, event));

        // Then
        assertThat(thrown).isInstanceOf(MalformedEvent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{",
                "\"" + CANARY + "\"",
                CANARY,
                "{\"at\":\"" + CANARY + "\"}",
                "{\"event_id\":{\"" + CANARY + "\":1}}",
                "{\"event_id\":\"" + CANARY + "\"",
                "\u0000\uFEFF"
            })
    void refusesWhatIsNoEventWithoutQuotingIt(String value) {
        // Given
        EventJson.Reader<AuditRecorded> reader = EventJson.readerFor(AuditRecorded.class);

        // When
        Throwable thrown = catchThrowable(() -> reader.read(value.getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(thrown).isInstanceOf(MalformedEvent.class).hasNoCause().hasNoSuppressedExceptions();
        assertThat(everythingSaidBy(thrown)).doesNotContain(CANARY);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        // Given
        EventJson.Reader<AuditRecorded> reader = EventJson.readerFor(AuditRecorded.class);
        byte[] value =
                EventJson.write(ContractFiles.read(AuditRecorded.class, ContractFiles.sample(AuditRecorded.class)));
        value[value.length / 2] = (byte) 0xFF;

        // When
        Throwable thrown = catchThrowable(() -> reader.read(value));

        // Then
        assertThat(thrown).isInstanceOf(MalformedEvent.class);
    }

    @Test
    void refusesAStateItDoesNotKnow() {
        // Given
        ObjectNode event = ContractFiles.sample(ApiKeyChanged.class).put("state", CANARY);

        // When
        Throwable thrown = catchThrowable(() -> ContractFiles.read(ApiKeyChanged.class, event));

        // Then
        assertThat(thrown).isInstanceOf(MalformedEvent.class);
        assertThat(everythingSaidBy(thrown)).doesNotContain(CANARY);
    }

    @Test
    void refusesScopesWithANullAmongThem() {
        // Given
        ObjectNode event = ContractFiles.sample(ApiKeyChanged.class);
        event.withArray("scopes").addNull();

        // When
        Throwable thrown = catchThrowable(() -> ContractFiles.read(ApiKeyChanged.class, event));

        // Then
        assertThat(thrown).isInstanceOf(MalformedEvent.class);
    }

    @Test
    void keepsScopesItDoesNotKnow() {
        // Given
        ObjectNode event = ContractFiles.sample(ApiKeyChanged.class);
        event.putArray("scopes").add("scope:of-tomorrow").add("codes:push");

        // When
        ApiKeyChanged read = ContractFiles.read(ApiKeyChanged.class, event);

        // Then
        assertThat(read.scopes()).isEqualTo(Set.of("codes:push", "scope:of-tomorrow"));
    }

    private static boolean isConstant(Class<? extends Event> type, String field) {
        return ContractFiles.members(type).stream()
                .anyMatch(member -> member.constant() && member.name().equals(field));
    }

    private static ObjectNode smallest(Class<? extends Event> type) {
        ObjectNode smallest = ContractFiles.sample(type);
        smallest.retain(ContractFiles.texts(ContractFiles.schema(type).get("required")));
        if (type == CodeReceived.class) {
            smallest.put("link_sealed", "FAKE-SEALED-LINK");
        }
        return smallest;
    }

    private static String everythingSaidBy(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
