package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Extraction.Found;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A code or a link of which another part of the mail says that it is for something else. */
class OtherPurposeTest {
    private static final String CONFIRM = "https://larkspur.example/confirm?id=Zk3vQ81mT5xR7yWq";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Please confirm | Confirm appointment | -
            Please confirm | Confirm booking     | -
            Please confirm | Confirm email       | link
            Please confirm | Confirm             | link
            """)
    void aButtonSaysWhatItsLinkConfirms(String subject, String button, String expected) {
        // Given
        String html = "<p>Hello, please press the button.</p><a href='" + CONFIRM + "'>" + button + "</a>";

        // When
        Found found = extract(subject, html);

        // Then
        assertThat(found instanceof Extraction.Link).isEqualTo(expected.equals("link"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Extra 25% off this week      | -
            Our winter sale              | -
            Your account                 | KX2025
            Sign in and get 25% off      | KX2025
            """)
    void aSubjectSaysThatTheCodeWithLettersIsADiscount(String subject, String expected) {
        // When
        Found found = extract(subject, "<p>Hello again.</p><p>Code: KX2025</p>");

        // Then
        assertThat(found instanceof Extraction.Code code ? code.value() : "-").isEqualTo(expected);
    }

    private static Found extract(String subject, String html) {
        return new CodeExtractor().extract(Message.mail(subject, null, html)).found();
    }
}
