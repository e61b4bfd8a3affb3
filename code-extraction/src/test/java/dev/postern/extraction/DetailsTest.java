package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.extraction.Details.Kind;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetailsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Your code is 482913. It is valid for 10 minutes.  | PT10M
            482913 is your code and expires in 90 seconds     | PT1M30S
            Ihr Code 482913 ist 15 Minuten gültig             | PT15M
            Tu código es 482913. Válido por 5 minutos.        | PT5M
            Код 482913 действителен 10 минут                  | PT10M
            验证码482913，5分钟内有效                            | PT5M
            The link expires in 24 hours.                     | PT24H
            Your code is 482913. Call us within 900 days.     |
            We open for 10 minutes. Your code is 482913.      |
            Your code is 482913                               |
            """)
    void readsHowLongACodeIsGood(String text, Duration validFor) {
        assertThat(detailsOf(Message.text(text)).validFor()).isEqualTo(validFor);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ihr Code 482913 gilt bis 14:35 Uhr.     | 14:35
            Your code 482913 is valid until 09:05   | 09:05
            Meet me at 14:35, the code is 482913    |
            Valid until 27:80                       |
            """)
    void readsUntilWhenACodeIsGood(String text, LocalTime validUntil) {
        assertThat(detailsOf(Message.text(text)).validUntil()).isEqualTo(validUntil);
    }

    @Test
    void readsTheSiteACodeIsBoundTo() {
        assertThat(detailsOf(Message.text("747723 is your code.\n\n@Example.com #747723"))
                        .boundDomain())
                .isEqualTo("example.com");
        assertThat(detailsOf(Message.text("Write to us@example.com, ticket #747723"))
                        .boundDomain())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [Larkspur] Your code is 482913      | Larkspur
            【云雀】您的验证码是482913             | 云雀
            Larkspur: Your code is 482913       | Larkspur
            Code: 482913                        |
            your code: 482913                   |
            Dear customer, your code is 482913  |
            """)
    void readsWhoSentItWhereThatIsPlain(String text, String service) {
        assertThat(detailsOf(Message.text(text)).service()).isEqualTo(service);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Use 482913 to log in                             | LOGIN
            TAN 482913 für Ihre Überweisung bestätigen       | TRANSACTION
            Pairing code 482913: verify on your device       | PAIRING
            Use 482913 to reset your password                | RECOVERY
            482913                                           | UNKNOWN
            """)
    void readsWhatACodeIsFor(String text, Kind kind) {
        assertThat(detailsOf(Message.text(text)).kind()).isEqualTo(kind);
    }

    @Test
    void readsTheHtmlOfAMailWithoutText() {
        Message mail = Message.mail("[Larkspur] Your code", null, "<p>482913</p><p>Valid for <b>3</b> minutes</p>");
        assertThat(detailsOf(mail).validFor()).isEqualTo(Duration.ofMinutes(3));
        assertThat(detailsOf(mail).service()).isEqualTo("Larkspur");
        assertThat(detailsOf(mail).toString()).doesNotContain("Larkspur", "482913");
    }

    private static Details detailsOf(Message message) {
        return new CodeExtractor().extract(message).details();
    }
}
