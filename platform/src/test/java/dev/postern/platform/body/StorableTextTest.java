package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StorableTextTest {

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> odd = Arbitraries.of('a', ' ', '\0', '\u001f', '\t', '\uD83D', '\uDD11', '\uFFFD');
        return Arbitraries.oneOf(odd, Arbitraries.chars())
                .list()
                .ofMaxSize(12)
                .map(characters -> characters.stream().map(String::valueOf).collect(Collectors.joining()));
    }

    @Property
    void whatIsWellFormedSurvivesUtf8(@ForAll("texts") String text) {
        // When
        String wellFormed = StorableText.wellFormed(text);
        // Then
        assertThat(StorableText.hasLoneSurrogate(wellFormed)).isFalse();
        assertThat(new String(wellFormed.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(wellFormed)
                .hasSameSizeAs(text);
    }

    @Property
    void changesNothingThatIsWellFormed(@ForAll("texts") String text) {
        assertThat(StorableText.hasLoneSurrogate(text))
                .isEqualTo(!StorableText.wellFormed(text).equals(text))
                .isEqualTo(!StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    @Property
    void withoutControlsNothingIsLeftThatADatabaseRefuses(@ForAll("texts") String text) {
        // When
        String clean = StorableText.withoutControls(text);
        // Then
        assertThat(StorableText.hasNul(clean)).isFalse();
        assertThat(StorableText.hasLoneSurrogate(clean)).isFalse();
        assertThat(StorableText.withoutControls(clean)).isEqualTo(clean);
    }

    @Test
    void removesControlsButNoWhiteSpaceThatTextHas() {
        // Given
        String all = IntStream.range(0, 0x30).mapToObj(Character::toString).collect(Collectors.joining());

        // When
        String clean = StorableText.withoutControls(all);

        // Then
        assertThat(clean)
                .isEqualTo("\t\n\r"
                        + IntStream.range(0x20, 0x30)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining()));
    }

    @Test
    void keepsWholePairsAndReplacesHalves() {
        assertThat(StorableText.withoutControls("a𝕏b")).isEqualTo("a𝕏b");
        assertThat(StorableText.wellFormed("\uD835a\uDD4F\uD835\uDD4F\uD835"))
                .isEqualTo("\uFFFDa\uFFFD\uD835\uDD4F\uFFFD");
    }

    @Test
    void copiesNothingWhenNothingIsToBeDone() {
        String text = "Your code is 847291";
        assertThat(StorableText.withoutControls(text)).isSameAs(text);
    }
}
