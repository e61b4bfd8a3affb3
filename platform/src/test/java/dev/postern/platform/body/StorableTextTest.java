package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StorableTextTest {

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
