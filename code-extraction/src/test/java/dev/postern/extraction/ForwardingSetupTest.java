package dev.postern.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gmail's question, in the languages and forms it comes in, and what only looks like it. */
class ForwardingSetupTest {

    record Case(JsonNode json) {
        String text(String pointer) {
            JsonNode value = json.at(pointer);
            return value.isMissingNode() || value.isNull() ? null : value.textValue();
        }

        @Override
        public String toString() {
            return text("/id");
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = ForwardingSetupTest.class.getResourceAsStream("gmail-forwarding.json")) {
            return new ObjectMapper().readTree(in).get("cases").valueStream().map(Case::new);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isKnownByItsSenderAndItsLink(Case mail) {
        // Given
        Message message = Message.mail(mail.text("/from"), mail.text("/subject"), mail.text("/text"), null);
        // When
        Optional<ForwardingSetup> setup = ForwardingSetup.in(message);
        // Then
        assertThat(setup.isPresent())
                .isEqualTo(mail.json().at("/expected/isForwardingConfirmation").booleanValue());
        setup.ifPresent(found -> {
            assertThat(found.confirmUrl()).isEqualTo(mail.text("/expected/confirmUrl"));
            assertThat(found.code()).isEqualTo(mail.text("/expected/code"));
            assertThat(new CodeExtractor().extract(message).found())
                    .isEqualTo(new Extraction.Nothing(Reason.FORWARDING_SETUP));
        });
    }
}
