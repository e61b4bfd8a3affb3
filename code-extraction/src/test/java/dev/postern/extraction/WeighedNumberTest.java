package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Extraction.Found;
import dev.postern.extraction.weight.Feature;
import dev.postern.extraction.weight.Weighed;
import dev.postern.extraction.weight.Weights;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of the numbers that no words announce, and which of them is taken. */
class WeighedNumberTest {
    private static final CodeExtractor EXTRACTOR = new CodeExtractor();
    private static final Weights SIX_DIGITS_ARE_ENOUGH =
            new Weights(Map.of(Feature.ANY_NUMBER, -5.0, Feature.SIX_DIGITS, 8.0, Feature.ON_ITS_OWN, 1.0), 0.9, 0.5);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            604417 velunta Larkspur     | FIRST_OF_MESSAGE
            Larkspur velunta 604417     | END_OF_MESSAGE
            [Larkspur] 604417 velunta   | AFTER_NAME
            Velunta: 604417             | AFTER_COLON
            Velunta (604417) kelo       | IN_BRACKETS
            Velunta 604417 kelo         | AMONG_WORDS
            Velunta 604 417             | IN_GROUPS
            Velunta 4417                | FOUR_DIGITS
            Velunta 604417, 10 kelo     | SMALL_NUMBER_BEFORE_WORD
            Velunta 604417! Kelo!       | SEVERAL_EXCLAMATIONS
            Velunta 604417. $5 kelo     | MONEY
            Velunta 604417 xy.example/a | WEB_ADDRESS
            Velunta 604417 kelo         | UNKNOWN_LANGUAGE
            They paid 604417 for you    | KNOWN_LANGUAGE
            Velunta 604417, 604418      | TWO_NUMBERS
            """)
    void saysOfANumberWhatHolds(String text, Feature feature) {
        // When
        Weighed number = EXTRACTOR.undecided(Message.text(text)).getFirst();

        // Then
        assertThat(number.features()).contains(Feature.ANY_NUMBER, feature);
    }

    @ParameterizedTest
    @CsvSource({
        "Your code is 604417",
        "Velunta 604417 EUR",
        "Velunta +1604417",
        "Velunta kelo",
        "604417 or 604418 is your code"
    })
    void weighsNothingThatWordsDecide(String text) {
        assertThat(EXTRACTOR.undecided(Message.text(text))).isEmpty();
    }

    @Test
    void abstainsWhereTwoNumbersAreLikely() {
        // Given
        CodeExtractor extractor = EXTRACTOR.with(SIX_DIGITS_ARE_ENOUGH);

        // When
        Found one = extractor
                .extract(Message.text("Velunta 604417 kelo mbisi tarun 4418"))
                .found();
        Found two =
                extractor.extract(Message.text("Velunta 604417 kelo 604418")).found();
        Found twice =
                extractor.extract(Message.text("Velunta 604417 kelo 604417")).found();

        // Then
        assertThat(one).isInstanceOfSatisfying(Extraction.Code.class, code -> {
            assertThat(code.value()).isEqualTo("604417");
            assertThat(code.evidence().rule()).isEqualTo("weighed-number");
            assertThat(code.evidence().runnerUp()).isEqualTo("4418");
        });
        assertThat(two).isEqualTo(new Extraction.Nothing(Reason.AMBIGUOUS));
        assertThat(twice.code()).isNotNull();
    }

    @Test
    void findsTheNumberInTheBodyBelowASubject() {
        // Given
        CodeExtractor extractor = EXTRACTOR.with(SIX_DIGITS_ARE_ENOUGH);
        Message mail = Message.mail("Velunta", "Kelo\n604417\nmbisi", null);

        // When
        Extraction.Code code = extractor.extract(mail).found().code();

        // Then
        assertThat(code).isNotNull();
        assertThat(code.evidence().in(mail)).isEqualTo("604417");
    }
}
