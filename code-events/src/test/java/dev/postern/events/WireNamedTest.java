package dev.postern.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireNamedTest {

    static Stream<WireNamed> constants() {
        return Stream.of(OtpType.values(), CodeSource.values(), MatchBy.values(), CodeRequestChanged.Change.values())
                .flatMap(Stream::of)
                .map(WireNamed.class::cast);
    }

    @ParameterizedTest
    @MethodSource("constants")
    void jsonHasTheWireName(WireNamed constant) throws NoSuchFieldException {
        // Given
        JsonProperty inJson = constant.getClass().getField(constant.name()).getAnnotation(JsonProperty.class);
        // When
        // Then
        assertThat(constant.wireName()).isEqualTo(inJson.value());
    }

    @Test
    void findsAConstantByItsNameAndNoOther() {
        assertThat(WireNamed.of(MatchBy.class, "plus_part")).isEqualTo(MatchBy.PLUS_PART);
        assertThat(MatchBy.PLUS_PART.hyphenatedName()).isEqualTo("plus-part");
        assertThatThrownBy(() -> WireNamed.of(MatchBy.class, "PLUS_PART")).isInstanceOf(IllegalArgumentException.class);
    }
}
