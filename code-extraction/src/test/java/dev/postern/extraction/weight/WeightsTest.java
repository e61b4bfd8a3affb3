package dev.postern.extraction.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {

    @Test
    void addsUpToAConfidence() {
        // Given
        Weights weights = new Weights(Map.of(Feature.ANY_NUMBER, -1.0, Feature.SIX_DIGITS, 1.0), 0.9, 0.5);

        // When
        double even = weights.confidence(EnumSet.of(Feature.ANY_NUMBER, Feature.SIX_DIGITS, Feature.QUESTION));
        double less = weights.confidence(Set.of(Feature.ANY_NUMBER));

        // Then
        assertThat(even).isCloseTo(0.5, within(1e-9));
        assertThat(less).isCloseTo(0.269, within(0.001));
        assertThat(weights.enough(false)).isEqualTo(0.9);
        assertThat(weights.enough(true)).isEqualTo(0.5);
    }

    @Test
    void readsWhatItWrites() {
        // Given
        Weights weights = new Weights(Map.of(Feature.ANY_NUMBER, -1.25, Feature.IN_GROUPS, 0.5), 0.9, 0.5);

        // When
        Weights read = Weights.read("# a comment\n" + weights.written());

        // Then
        assertThat(read).isEqualTo(weights);
    }

    @ParameterizedTest
    @ValueSource(strings = {"any-number", "any-number one", "no-such-feature"})
    void refusesALineThatIsNoNameAndNumber(String line) {
        assertThatThrownBy(() -> Weights.read(line))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(line);
    }

    @Test
    void wereLearntForEachFeatureAndAskLessOfALoginThatWaits() {
        // Given
        Weights learnt = Weights.LEARNT;

        // When // Then
        assertThat(learnt.counts()).containsOnlyKeys(Feature.values());
        assertThat(learnt.enough(true)).isLessThan(learnt.enough(false));
        assertThat(learnt.enough(false)).isLessThan(1);
        assertThat(learnt.of(Feature.SIX_DIGITS)).isPositive();
        assertThat(learnt.of(Feature.NO_KEYWORD_IN_KNOWN_LANGUAGE)).isNegative();
    }
}
