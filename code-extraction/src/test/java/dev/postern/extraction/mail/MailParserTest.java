package dev.postern.extraction.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailParserTest {

    @Test
    void readsHeadersUnfoldedAndDecoded() {
        // When
        Mail mail = parse(
                "Subject: =?UTF-8?B?SWhyIEPDtmRl?=\r\n =?utf-8?q?_ist_da?=\r\nTO: a@b.example\r\nTo: c@d.example\r\n\r\nx");
        // Then
        assertThat(mail.subject()).isEqualTo("Ihr Cöde ist da");
        assertThat(mail.header("To")).contains("a@b.example");
    }

    @Test
    void readsRawUtf8InHeaders() {
        assertThat(parse("Subject: Ihr Cöde\r\n\r\nx").subject()).isEqualTo("Ihr Cöde");
    }

    @ParameterizedTest
    @CsvSource({"utf-8", "iso-8859-1", "windows-1252", "utf-16le"})
    void readsEachCharset(String charset) {
        // Given
        String body = Base64.getMimeEncoder().encodeToString("Schlüssel: 551204".getBytes(Charset.forName(charset)));
        // When
        Mail mail = parse("Content-Type: text/plain; charset=\"" + charset
                + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body);
        // Then
        assertThat(mail.text()).isEqualTo("Schlüssel: 551204");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "ISO-8859-1"})
    void guessesACharsetThatIsUnknownOrUnnamed(String charset) {
        // Given
        byte[] head = "Content-Type: text/plain; charset=x-nobody\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] text = "Schlüssel".getBytes(Charset.forName(charset));
        byte[] raw = new byte[head.length + text.length];
        System.arraycopy(head, 0, raw, 0, head.length);
        System.arraycopy(text, 0, raw, head.length, text.length);
        // When
        Mail mail = MailParser.parse(raw);
        // Then
        assertThat(mail.text()).isEqualTo("Schlüssel");
    }

    @Test
    void takesTheTextAndTheHtmlOfANestedMailButNotItsHeadersAndAttachments() {
        // When
        Mail mail = parse("""
                Subject: Fwd: outer
                Content-Type: multipart/mixed; boundary=o

                --o
                Content-Type: text/plain
                Content-Disposition: attachment; filename=notes.txt

                not to be read
                --o
                Content-Type: message/rfc822

                Subject: inner
                Content-Type: multipart/alternative; boundary=i

                --i
                Content-Type: text/plain

                inner text
                --i
                Content-Type: text/html

                <p>inner html</p>
                --i--
                --o--
                """);
        // Then
        assertThat(mail.subject()).isEqualTo("Fwd: outer");
        assertThat(mail.text()).isEqualTo("Subject: inner\n\ninner text");
        assertThat(mail.html()).isEqualTo("<p>inner html</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "no header at all",
                "Subject",
                ": x",
                "Subject: =?utf-8?B?%%%?=\n\nx",
                "Content-Type: multipart/mixed\n\n--b\n\nx",
                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nx",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nnever ends",
                "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!!",
                "Content-Type: text/plain; charset=\0\n\nx",
                "Content-Type: ;;;=\n\nx",
            })
    void neverThrows(String raw) {
        assertThat(parse(raw)).isNotNull();
    }

    @Test
    void survivesNoise() {
        // Given
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(2_000)];
            random.nextBytes(noise);
            // Then
            assertThat(MailParser.parse(noise)).isNotNull();
        }
    }

    @Test
    void bearsTooManyHeadersAndTooDeepNesting() {
        // Given
        StringBuilder nested = new StringBuilder("Subject: s\r\n");
        for (int i = 0; i < 2_000; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b%1$d\r\n\r\n--b%1$d\r\n".formatted(i));
        }
        // When
        Mail many = parse("X: y\r\n".repeat(200_000) + "\r\nx");
        Mail deep = parse(nested.toString());
        // Then
        assertThat(many.text()).isNull();
        assertThat(deep.subject()).isEqualTo("s");
    }

    @Test
    void cutsATextThatNobodyWouldRead() {
        assertThat(parse("Content-Type: text/plain\r\n\r\n" + "x".repeat(3_000_000))
                        .text())
                .hasSize(MailParser.MOST_TEXT);
    }

    private static Mail parse(String raw) {
        return MailParser.parse(raw.getBytes(StandardCharsets.UTF_8));
    }
}
