package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.OtpType;
import dev.postern.extraction.Extraction.Found;
import dev.postern.extraction.weight.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is enough for a code when a login waits for one, and what is not enough even then. */
class ExpectedCodeTest {
    private static final CodeExtractor EXTRACTOR = new CodeExtractor();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Larkspur zumbi kelo 604417",
                "[Larkspur] ᏓᏆᏙᎠ 604417",
            })
    void takesTheOnlyNumberOfAShortTextInALanguageItDoesNotKnow(String text) {
        // When
        Found unasked = EXTRACTOR.extract(Message.text(text)).found();
        Found expected = EXTRACTOR
                .extract(Message.text(text), Wanted.expected(OtpType.TOTP))
                .found();

        // Then
        assertThat(unasked).isInstanceOf(Extraction.Nothing.class);
        assertThat(expected).isInstanceOfSatisfying(Extraction.Code.class, code -> {
            assertThat(code.value()).isEqualTo("604417");
            assertThat(code.evidence().rule()).isEqualTo("expected-number");
            assertThat(code.evidence().confidence()).isLessThan(Weights.LEARNT.unasked());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "604417 velunta Larkspur zumbi kelo osi lemba na mutu",
                "Kelunda ya mbisi: 604417. Osi lemba na mutu.",
            })
    void takesSixDigitsThatBeginAShortTextOrFollowAColonThoughNobodyWaits(String text) {
        // When
        Found unasked = EXTRACTOR.extract(Message.text(text)).found();

        // Then
        assertThat(unasked).isInstanceOfSatisfying(Extraction.Code.class, code -> {
            assertThat(code.value()).isEqualTo("604417");
            assertThat(code.evidence().rule()).isEqualTo("weighed-number");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kelunda 604417, 550829",
                "Kelunda 1250.00 EUR",
                "Kelunda $604417",
                "Kelunda +4969604417",
                "Kelunda 2026",
                "Kelunda 28.11.2026 10:22",
                "Your order 604417 is on its way",
                "Call 604417 to hear more",
                "Kelunda https://larkspur.example/604417",
                "Kelunda ****4417",
                "Kelunda mbisi.\n© 2026 Larkspur, Lerchenweg 14, 60441 Lerchen, HRB 604417",
            })
    void takesNoNumberThatIsSomethingElse(String text) {
        // When
        Found expected =
                EXTRACTOR.extract(Message.text(text), Wanted.expected(null)).found();

        // Then
        assertThat(expected).isInstanceOf(Extraction.Nothing.class);
    }

    @Test
    void readsForLoginsThatNameNoType() {
        // Given
        Message message = Message.text("Kelunda ya mbisi: 604417");

        // When
        Found found = EXTRACTOR.extractFor(message, List.of()).found();

        // Then
        assertThat(found.holds(OtpType.TOTP)).isTrue();
    }
}
