package dev.postern.ingest.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.extraction.mail.Mail;
import dev.postern.extraction.mail.MailParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalRecipientTest {

    record Forwarded(String name, String delivered, String expected, List<String> mail) {
        Mail parsed() {
            return MailParser.parse(String.join("\r\n", mail).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Forwarded> mails() throws IOException {
        try (InputStream json = OriginalRecipientTest.class.getResourceAsStream("/forwarded/mails.json")) {
            return JsonMapper.builder().build().readValue(json, new TypeReference<List<Forwarded>>() {});
        }
    }

    @ParameterizedTest
    @MethodSource("mails")
    void findsTheMailboxThatTheSenderWroteTo(Forwarded forwarded) {
        // Given
        Mail mail = forwarded.parsed();
        // When
        String found = OriginalRecipient.of(
                forwarded.delivered(), mail.header("from").orElse(null), mail::headers, mail.text());
        // Then
        assertThat(found).isEqualToIgnoringCase(forwarded.expected());
    }

    @Property
    void findsSomeAddressHoweverTheHeadersLook(
            @ForAll String to, @ForAll String trace, @ForAll String author, @ForAll String recipient) {
        // When
        String found = OriginalRecipient.of(
                recipient,
                author,
                name -> List.of(name.equals("To") ? to : trace),
                to + "\nA: " + trace + "\nB: " + author);
        // Then
        assertThat(found).isNotNull();
    }

    /** A quadratic step would take minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "a+", "a'", "a=", "'", "=", "+", "srs0=", "+srs=", "a+caf_=", "+caf_=a", "for ", "for <", "by ",
                "<", "\"", "(", ","
            })
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isFoundInTimeInProportionToTheHeaders(String shape) {
        for (String before : List.of("", "a+caf_=", "SRS0=")) {
            // Given
            String hostile = before + shape.repeat((1 << 18) / shape.length());

            // When
            String found = OriginalRecipient.of("me@example.com", hostile, _ -> List.of(hostile), hostile);

            // Then
            assertThat(found).isNotNull();
        }
    }
}
