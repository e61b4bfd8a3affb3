package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Extraction.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeMessageTest {
    private final CodeExtractor extractor = new CodeExtractor();

    @ParameterizedTest
    @ValueSource(
            strings = {"481920", "123 456", "Code: 1234", "abc1", "１２３", "١٢٣٤", "🐦🐦🐦🐦🐦🐦🐦🐦🐦1", "0000000001"})
    void takesShortContentAsItIs(String text) {
        // When
        Found extraction = extractor
                .extract(Message.pushed(" \n" + text + "\u00A0\u0085\t"))
                .found();

        // Then
        assertThat(extraction)
                .isEqualTo(new Extraction.Code(text, new TextEvidence("short-content", 1, 2, 2 + text.length())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ok thanks", "abc", "STOP", "🐦🐦🐦🐦🐦🐦🐦🐦🐦🐦", "да", "½", "no. IV"})
    void namesShortContentWithoutADigitApart(String text) {
        // When
        Found extraction = extractor.extract(Message.pushed(" " + text + " ")).found();

        // Then
        assertThat(extraction)
                .isEqualTo(new Extraction.Code(text, new TextEvidence("short-words", 1, 1, 1 + text.length())));
    }

    @Test
    void takesEmptyContentForNoCode() {
        // When
        Found extraction = extractor.extract(Message.pushed(" \n ")).found();

        // Then
        assertThat(extraction).isEqualTo(new Extraction.Nothing(Reason.NO_CANDIDATE));
    }

    @Test
    void takesAShortUrlForALink() {
        // When
        Found extraction = extractor.extract(Message.pushed(" HTTP://a.b ")).found();

        // Then
        assertThat(extraction)
                .isEqualTo(new Extraction.Link("HTTP://a.b", new TextEvidence("short-content", 1, 1, 11)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://larkspur.example/in?t=abc | https://larkspur.example/in?t=abc",
                "HTTPS://larkspur.example/in?t=abc. | HTTPS://larkspur.example/in?t=abc",
                "https://larkspur.example/in?t=abc!?; | https://larkspur.example/in?t=abc",
                "https://larkspur.example/in?a=1&amp;b=2&#38;c=3&#x26;d=4 | https://larkspur.example/in?a=1&b=2&c=3&d=4",
                "https://larkspur.example/in?a=1&copy=1&amp=2 | https://larkspur.example/in?a=1&copy=1&amp=2",
            })
    void takesAMessageThatIsOneUrlForALink(String text, String url) {
        // When
        Found extraction = extractor.extract(Message.pushed("\n" + text + "  ")).found();

        // Then
        assertThat(extraction)
                .isInstanceOfSatisfying(
                        Extraction.Link.class, link -> assertThat(link.url()).isEqualTo(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://larkspur.example/in and more",
                "https://larkspur.example/in)",
                "https://larkspur.example/<br>",
                "see https://larkspur.example/in",
                "ftp://larkspur.example/in",
                "https://.....",
            })
    void doesNotTakeMoreThanAUrlForALink(String text) {
        // When
        Found extraction = extractor.extract(Message.pushed(text)).found();

        // Then
        assertThat(extraction).isEqualTo(new Extraction.Nothing(Reason.NO_CANDIDATE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Your code is 999999.\\n@larkspur.example #481920 | 481920",
                "Your code is 999999. @larkspur.example #481920 | 481920",
                "Hello\\n\\n@larkspur.example #ab1 @frame.example | ab1",
                "Hello Larkspur\\n@localhost #7 | 7",
                "Use 481920 to go on @larkspur.example #481920 | 481920",
            })
    void believesTheBoundLineOfAWebOtpMessage(String text, String code) {
        // Given
        String unescaped = text.replace("\\n", "\n");

        // When
        Found extraction = extractor.extract(Message.pushed(unescaped)).found();

        // Then
        assertThat(extraction).isInstanceOfSatisfying(Extraction.Code.class, found -> {
            assertThat(found.value()).isEqualTo(code);
            assertThat(found.evidence().rule()).isEqualTo("webotp");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello there @larkspur #481920",
                "Follow us @larkspur.example #winter",
                "Follow us @larkspur.example #2026",
                "Join us at #481920 now",
                "larkspur.example #481920",
                "@larkspur.example #"
            })
    void ignoresWhatOnlyResemblesABoundLine(String text) {
        // When
        Found extraction = extractor.extract(Message.pushed(text)).found();

        // Then
        assertThat(extraction).isEqualTo(new Extraction.Nothing(Reason.NO_CANDIDATE));
    }
}
