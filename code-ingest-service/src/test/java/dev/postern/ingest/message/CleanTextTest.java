package dev.postern.ingest.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CleanTextTest {

    @Test
    void removesControlsButNoWhiteSpaceThatTextHas() {
        // Given
        String all = IntStream.range(0, 0x30).mapToObj(Character::toString).collect(Collectors.joining());

        // When
        String clean = CleanText.withoutControls(all);

        // Then
        assertThat(clean)
                .isEqualTo("\t\n\r"
                        + IntStream.range(0x20, 0x30)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining()));
    }

    @Test
    void keepsWholePairsAndReplacesHalves() {
        assertThat(CleanText.withoutControls("a𝕏b")).isEqualTo("a𝕏b");
        assertThat(CleanText.wellFormed("\uD835a\uDD4F\uD835\uDD4F\uD835"))
                .isEqualTo("\uFFFDa\uFFFD\uD835\uDD4F\uFFFD");
    }

    @Test
    void copiesNothingWhenNothingIsToBeDone() {
        String text = "Your code is 847291";
        assertThat(CleanText.withoutControls(text)).isSameAs(text);
    }
}
