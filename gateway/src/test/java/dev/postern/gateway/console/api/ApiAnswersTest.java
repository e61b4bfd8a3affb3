package dev.postern.gateway.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiAnswersTest {
    @Test
    void namesTheFieldsOfAProblem() {
        // When
        Trouble trouble = ApiAnswers.trouble(422, Buffer.buffer("""
                        {"detail": "One or more fields are not valid",
                         "errors": [{"type": "missing", "pointer": "/credential/totp", "detail": "Field required"}]}"""));

        // Then
        assertThat(trouble.kind()).isEqualTo(Trouble.Kind.REFUSED);
        assertThat(trouble.of("credential.totp")).isEqualTo("It is needed");
        assertThat(trouble.of("totp")).isEqualTo("It is needed");
        assertThat(trouble.of("name")).isNull();
    }

    @Test
    void namesTheFieldsOfSkyvernsRefusals() {
        // When
        Trouble trouble = ApiAnswers.trouble(
                422,
                Buffer.buffer(
                        "{\"detail\": [{\"type\": \"missing\", \"loc\": [\"body\", \"content\"], \"msg\": \"Field required\"}]}"));

        // Then
        assertThat(trouble.of("content")).isEqualTo("It is needed");
        assertThat(trouble.sentence()).isEqualTo("content: It is needed.");
    }

    @ParameterizedTest
    @CsvSource({
        "503,{\"detail\":\"It is away\"},AWAY,It is away.",
        "502,,AWAY,The API answered with status 502.",
        "429,{\"detail\":\"Too many.\"},AWAY,Too many.",
        "403,{\"detail\":\"Invalid credentials\"},FORBIDDEN,Invalid credentials.",
        "404,<html>,REFUSED,The API answered with status 404.",
        "409,[1],REFUSED,The API answered with status 409."
    })
    void saysWhatCanBeDone(int status, String body, Trouble.Kind kind, String sentence) {
        // When
        Trouble trouble = ApiAnswers.trouble(status, Buffer.buffer(body == null ? "" : body));

        // Then
        assertThat(trouble.kind()).isEqualTo(kind);
        assertThat(trouble.sentence()).isEqualTo(sentence);
    }
}
