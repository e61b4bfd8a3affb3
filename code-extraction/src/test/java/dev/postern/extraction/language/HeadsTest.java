package dev.postern.extraction.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadsTest {
    private static final Heads HEADS = new Heads(List.of("verific", "prisijung", "подтверди", "anmeld"));

    @ParameterizedTest
    @ValueSource(
            strings = {"verific", "verificando", "verificarte", "prisijungimui", "подтвердите", "anmelden", "anmeldung"
            })
    void knowEachFormThatBeginsSo(String word) {
        assertThat(HEADS.begin(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"verificado", "verificata", "verificadas"})
    void knowNoFormThatSaysThatSomethingIsOver(String word) {
        assertThat(HEADS.begin(word)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ve", "verifi", "reverificar", "verificabilisimamentemuchas"})
    void knowNoOtherWord(String word) {
        assertThat(HEADS.begin(word)).isFalse();
    }

    @Test
    void refuseABeginningOfTwoLetters() {
        assertThatThrownBy(() -> new Heads(List.of("ve"))).isInstanceOf(IllegalStateException.class);
    }
}
