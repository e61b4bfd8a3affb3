package dev.postern.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.events.identifier.Identifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No address and nothing usable is in an event, as JSON or as text for a log. */
class PlainTextTest {
    private static final Pattern ABOUT_SECRETS =
            Pattern.compile("(?i)code|link|identifier|content|address|phone|secret");
    private static final Pattern HARMLESS = Pattern.compile("\\w+(Masked|Sealed|Truncated|Id)|keyHash|credentialType");

    static Stream<Class<? extends Event>> eventTypes() {
        return ContractFiles.eventTypes();
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void masksOrSealsWhatIsCalledAfterASecret(Class<? extends Event> type) {
        // Given
        Stream<String> names = Stream.of(type.getRecordComponents()).map(RecordComponent::getName);

        // When
        List<String> aboutSecrets =
                names.filter(name -> ABOUT_SECRETS.matcher(name).find()).toList();

        // Then
        assertThat(aboutSecrets).allMatch(name -> HARMLESS.matcher(name).matches());
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void hasNoComponentThatHoldsAnIdentifierAsItIs(Class<? extends Event> type) {
        // When
        RecordComponent[] components = type.getRecordComponents();

        // Then
        assertThat(components).noneMatch(component -> Identifier.class.isAssignableFrom(component.getType()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary@example.com", "Canary Name <canary@example.com>", "+1 (555) 834-5129", "canary"})
    void showsNoIdentifierInTheTextOrTheJsonOfAnEvent(String plain) {
        // Given
        Identifier identifier = Identifier.of(plain);
        List<Event> events = eventTypes().map(type -> about(identifier, type)).toList();

        // When
        List<String> shown = events.stream()
                .flatMap(event ->
                        Stream.of(event.toString(), new String(EventJson.write(event), StandardCharsets.UTF_8)))
                .toList();

        // Then
        assertThat(shown)
                .noneMatch(text -> text.contains(plain))
                .noneMatch(text -> text.contains(identifier.normalised()))
                .noneMatch(text -> text.contains("canary@"))
                .noneMatch(text -> text.contains("8345129"));
        assertThat(shown).filteredOn(text -> text.contains(identifier.masked())).hasSize(10);
    }

    private static Event about(Identifier identifier, Class<? extends Event> type) {
        ObjectNode event = ContractFiles.sample(type);
        if (event.has("identifier_masked")) {
            event.put("identifier_masked", identifier.masked());
        }
        return ContractFiles.read(type, event);
    }
}
