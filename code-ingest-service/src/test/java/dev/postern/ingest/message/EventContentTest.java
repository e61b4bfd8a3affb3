package dev.postern.ingest.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventContentTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "𝕏"})
    void carriesATextThatJustFitsWhole(String character) {
        // Given
        String text = character.repeat(EventContent.MAX_BYTES / bytes(character));

        // When
        EventContent content = EventContent.of(text);

        // Then
        assertThat(content.text()).isEqualTo(text);
        assertThat(content.truncated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "𝕏"})
    void cutsATextThatDoesNotFitBetweenTwoCharacters(String character) {
        // Given
        String text = "aa" + character.repeat(EventContent.MAX_BYTES / bytes(character));

        // When
        EventContent content = EventContent.of(text);

        // Then
        assertThat(content.truncated()).isTrue();
        assertThat(text).startsWith(content.text());
        assertThat(content.text()).endsWith(character);
        assertThat(bytes(content.text()))
                .isLessThanOrEqualTo(EventContent.MAX_BYTES)
                .isGreaterThan(EventContent.MAX_BYTES - 4);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
