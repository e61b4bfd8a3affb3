package dev.postern.events.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.events.internal.InternalJson.MalformedAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON of questions and answers is what the samples show, in both directions. */
class InternalSamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> questions() {
        return Stream.of(
                Arguments.of(
                        new CodeQuestion("o_example", "cred_7", "wr_1", 5, 59_052L, "ak_7", "wr_1"), "code-question"),
                Arguments.of(new MessageToSign("o_example", "msg_1", 1_771_574_400L, "FAKE-BODY"), "message-to-sign"));
    }

    static Stream<Arguments> answers() {
        Instant start = Instant.parse("2026-02-20T08:00:00Z");
        Instant end = Instant.parse("2026-02-20T08:00:30Z");
        return Stream.of(
                Arguments.of(new AuthenticatorAnswer.Code("FAKE-CODE", 59_053, start, end), "code"),
                Arguments.of(new AuthenticatorAnswer.Wait(end), "wait"),
                Arguments.of(new AuthenticatorAnswer.Received("FAKE-IDENTIFIER", null), "received"),
                Arguments.of(new AuthenticatorAnswer.None(), "none"),
                Arguments.of(new Signatures("FAKE-SKYVERN-SIGNATURE", "v1,FAKE-WEBHOOK-SIGNATURE"), "signatures"));
    }

    static Stream<Arguments> membersOfAnswers() {
        return answers()
                .flatMap(answer -> sample((String) answer.get()[1])
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .map(member -> Arguments.of(answer.get()[1], member, typeOf(answer.get()[0]))));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void questionsAreWrittenAsTheirSamples(InternalQuestion question, String sample) {
        // When
        JsonNode written = parse(InternalJson.write(question));

        // Then
        assertThat(written).isEqualTo(sample(sample));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answersAreWrittenAndReadAsTheirSamples(Object answer, String sample) {
        // Given
        byte[] bytes = bytes(sample(sample).put("member_of_tomorrow", true));

        // When
        Object read = InternalJson.read(bytes, typeOf(answer));

        // Then
        assertThat(read).isEqualTo(answer);
        assertThat(parse(write(answer))).isEqualTo(sample(sample));
    }

    @ParameterizedTest
    @MethodSource("membersOfAnswers")
    void anAnswerWithoutOneOfItsMembersIsMalformed(String sample, String member, Class<?> type) {
        // Given
        ObjectNode answer = sample(sample);
        answer.remove(member);

        // When
        Throwable thrown = catchThrowable(() -> InternalJson.read(bytes(answer), type));

        // Then
        assertThat(thrown).isInstanceOf(MalformedAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"kind\":\"CANARY\"}", "{\"kind\":\"unknown\"}", "\"CANARY\""})
    void whatIsNoAnswerIsMalformedAndNotQuoted(String body) {
        // When
        Throwable thrown = catchThrowable(
                () -> InternalJson.read(body.getBytes(StandardCharsets.UTF_8), AuthenticatorAnswer.class));

        // Then
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(thrown).isInstanceOf(MalformedAnswer.class);
        assertThat(trace.toString()).doesNotContain("CANARY");
    }

    @Test
    void noneShowsASecretAsText() {
        // When
        Stream<String> shown = Stream.concat(questions(), answers())
                .map(arguments -> String.valueOf(arguments.get()[0]));

        // Then
        assertThat(shown).noneMatch(text -> text.contains("FAKE-"));
    }

    @Test
    void aQuestionIsPostedToThePathOfWhatItAsksFor() {
        // When
        String code = new CodeQuestion("o_1", "cred 1/2", "r", 5, null, null, null).path();
        String signatures = new MessageToSign("o_1", "msg_1", 1, "").path();

        // Then
        assertThat(code).isEqualTo("/internal/v1/credentials/cred+1%2F2/code");
        assertThat(signatures).isEqualTo("/internal/v1/organizations/o_1/signatures");
    }

    private static Class<?> typeOf(Object answer) {
        return answer instanceof AuthenticatorAnswer ? AuthenticatorAnswer.class : answer.getClass();
    }

    private static byte[] write(Object answer) {
        return answer instanceof AuthenticatorAnswer known
                ? InternalJson.write(known)
                : InternalJson.write((Signatures) answer);
    }

    private static ObjectNode sample(String name) {
        String path = "/samples/internal/" + name + ".json";
        try (InputStream file = InternalSamplesTest.class.getResourceAsStream(path)) {
            return (ObjectNode) JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
