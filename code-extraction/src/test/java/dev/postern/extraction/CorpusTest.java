package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Extraction.Found;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages of our own, each with what is to be found in it, and whether there are enough of each kind. */
class CorpusTest {
    private static final int FEWEST = 400;
    private static final int FEWEST_OF_A_FACT = 5;

    static List<CorpusMessage> messages() throws IOException {
        return CorpusMessage.all();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void findsWhatIsThereAndNothingElse(CorpusMessage message) {
        // When
        Found extraction = new CodeExtractor().extract(message.message()).found();

        // Then
        assertThat(CorpusMessage.written(extraction)).isEqualTo(message.expected());
    }

    @Test
    void coversEveryFact() throws IOException {
        // When
        List<CorpusMessage> all = messages();

        // Then
        assertThat(all).hasSizeGreaterThanOrEqualTo(FEWEST);
        assertThat(all.stream().filter(CorpusMessage::holdsNothing)).hasSizeGreaterThanOrEqualTo((all.size() + 1) / 2);
        assertThat(all.stream().flatMap(message -> message.facts().stream()))
                .allMatch(fact -> fact >= 1 && fact <= CorpusMessage.FACTS);
        // Each fact has both: whatever misleads can stand beside a code or alone.
        assertThat(IntStream.rangeClosed(1, CorpusMessage.FACTS).boxed()).allSatisfy(fact -> {
            List<CorpusMessage> ofIt =
                    all.stream().filter(one -> one.facts().contains(fact)).toList();
            assertThat(ofIt).as("fact %d", fact).hasSizeGreaterThanOrEqualTo(FEWEST_OF_A_FACT);
            assertThat(ofIt).as("fact %d, something to find", fact).anyMatch(one -> !one.holdsNothing());
            assertThat(ofIt).as("fact %d, nothing to find", fact).anyMatch(CorpusMessage::holdsNothing);
        });
    }

    @Test
    void hasNoMessageTwice() throws IOException {
        // Given
        Set<Message> seen = new HashSet<>();

        // When // Then
        assertThat(messages()).allMatch(one -> seen.add(one.message()));
    }
}
