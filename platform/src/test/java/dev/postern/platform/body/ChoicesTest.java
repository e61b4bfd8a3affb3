package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class ChoicesTest {

    @Property
    void everyNameIsFoundAndListedOnceInItsOrder(
            @ForAll @Size(min = 1, max = 6) @UniqueElements
                    List<@AlphaChars @NotEmpty @StringLength(max = 5) String> names) {
        // When
        Choices<String> choices = Choices.of(names.toArray(String[]::new));
        // Then
        assertThat(names).allSatisfy(name -> assertThat(choices.named(name)).isEqualTo(name));
        assertThat(choices.inWords().replaceAll("', '|' or '", " ").replace("'", ""))
                .isEqualTo(String.join(" ", names));
    }

    @Test
    void listsNamesAsPydanticDoes() {
        assertThat(Choices.of("a").inWords()).isEqualTo("'a'");
        assertThat(Choices.of("a", "b").inWords()).isEqualTo("'a' or 'b'");
        assertThat(Choices.of("a", "b", "c").inWords()).isEqualTo("'a', 'b' or 'c'");
    }

    @Test
    void knowsNoNameButItsOwn() {
        assertThat(Choices.of("a", "b").named("A")).isNull();
    }

    @Test
    void cannotBeChanged() {
        assertThatThrownBy(() -> Choices.of("a").byName().put("b", "b"))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
