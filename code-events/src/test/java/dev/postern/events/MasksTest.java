package dev.postern.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {

    @ParameterizedTest
    @CsvSource({
        "123491, ••••91",
        "1234567, •••••67",
        "12345678, ••••••78",
        "A1B2C3, ••••C3",
        "١٢٣٤٥٦, ••••٥٦",
        "1234😀😀, ••••😀😀",
        "123 456, •••••56",
    })
    void showsTheLastTwoCharactersOfALongCode(String code, String expected) {
        // When
        String masked = Masks.code(code);

        // Then
        assertThat(masked).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "91", "1234", "12345", "😀😀😀"})
    void hidesAShortCodeAndItsLength(String code) {
        // When
        String masked = Masks.code(code);

        // Then
        assertThat(masked).isEqualTo("••••");
    }

    @Test
    void hidesALinkWhole() {
        // When
        String masked = Masks.link();

        // Then
        assertThat(masked).isEqualTo("••••");
    }
}
