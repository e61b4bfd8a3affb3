package dev.postern.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postern.events.RunScope;
import dev.postern.events.identifier.Identifier;
import dev.postern.extraction.Message;
import dev.postern.ingest.message.Entrance;
import dev.postern.ingest.message.IncomingMessage;
import dev.postern.ingest.message.SentTo;
import dev.postern.platform.access.Caller;
import dev.postern.platform.body.JsonBody;
import dev.postern.platform.problem.FieldError;
import dev.postern.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushFieldsTest {
    private static final Caller CALLER = new Caller("o_1", "ak_1", Set.of());

    @Test
    void takesEveryFieldAsItIs() {
        // When
        IncomingMessage message = read("""
                {"totp_identifier":"+1 (555) 555-0123","task_id":"tsk_1","workflow_id":"wpid_1","workflow_run_id":"wr_1",
                "source":"phone","content":" Your code is 847291\\r\\n","expired_at":"2026-01-01T00:00:00Z","type":"totp",
                "unknown":{}}""");

        // Then
        assertThat(message)
                .isEqualTo(new IncomingMessage(
                        "o_1",
                        new Entrance.ApiKey("ak_1"),
                        new SentTo("+1 (555) 555-0123", Identifier.of("+15555550123")),
                        Message.pushed(" Your code is 847291\r\n"),
                        "phone",
                        new RunScope("tsk_1", "wpid_1", "wr_1"),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        null));
        assertThat(message.toString()).doesNotContain("847291").doesNotContain("555");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            User@Example.COM , user@example.com
            '  User@Example.COM  ' , user@example.com
            'Ann <User@Example.COM>' , 'Ann <User@Example.COM>'
            ' +1 555 555-0123' , ' +1 555 555-0123'
            ' Some Label ' , ' Some Label '
            '' , ''
            """)
    void showsABareAddressInLowerCaseAndAnythingElseAsSent(String sent, String shown) {
        assertThat(PushFields.sentTo(sent).shown()).isEqualTo(shown);
    }

    @Test
    void takesAnEmptyIdForNone() {
        assertThat(read("""
                        {"totp_identifier":"a","content":"1","task_id":"","workflow_id":"","workflow_run_id":null}""").run()).isEqualTo(RunScope.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-01-01T02:00:00+02:00\"",
                "\"2026-01-01T00:00:00Z\"",
                "\"2026-01-01T00:00:00\"",
                "\"2026-01-01 00:00:00.0000009\"",
                "1767225600",
                "1767225600.0"
            })
    void bringsTheExpiryToUtc(String expiredAt) {
        assertThat(read("{\"totp_identifier\":\"a\",\"content\":\"1\",\"expired_at\":" + expiredAt + "}")
                        .expiresAt())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"tomorrow\"", "true", "\"\"", "1e300", "253402300800", "\"+999999999-01-01T00:00:00Z\""})
    void refusesAnExpiryThatIsNoTime(String expiredAt) {
        assertThat(errors("{\"totp_identifier\":\"a\",\"content\":\"1\",\"expired_at\":" + expiredAt + "}"))
                .singleElement()
                .satisfies(error -> assertThat(error.loc()).isEqualTo(List.of("body", "expired_at")));
    }

    @Test
    void namesEveryWrongFieldInSkyvernsOrder() {
        assertThat(errors("{\"type\":\"sms\",\"content\":7,\"source\":[],\"task_id\":1}"))
                .containsExactly(
                        new FieldError("missing", List.of("body", "totp_identifier"), "Field required"),
                        new FieldError("string_type", List.of("body", "task_id"), "Input should be a valid string"),
                        new FieldError("string_type", List.of("body", "source"), "Input should be a valid string"),
                        new FieldError("string_type", List.of("body", "content"), "Input should be a valid string"),
                        new FieldError("enum", List.of("body", "type"), "Input should be 'totp' or 'magic_link'"));
    }

    @Test
    void cleansWhatIsStored() {
        // When
        IncomingMessage message = read("""
                {"totp_identifier":"label\\ud800","content":"a\\u0000b\\u001fc\\t\\n\\r\\ud800","source":"s\\u0000","task_id":"\\u0000"}""");

        // Then
        assertThat(message.sentTo().shown()).isEqualTo("label\uFFFD");
        assertThat(message.content()).isEqualTo("abc\t\n\r\uFFFD");
        assertThat(message.source()).isEqualTo("s");
        assertThat(message.run().taskId()).isNull();
    }

    private static IncomingMessage read(String json) {
        return PushFields.read(
                JsonBody.parse(json.getBytes(StandardCharsets.UTF_8), "application/json")
                        .fieldsAsSent(),
                CALLER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200B", "\u2060\uFEFF", "\u00AD", " \u3164 ", "\u2800", "\u200E\u202C"})
    void refusesAnIdentifierOfWhichNothingIsSeen(String unseen) {
        assertThat(errors("{\"totp_identifier\":\"" + unseen + "\",\"content\":\"Your code is 847291\"}"))
                .extracting(FieldError::loc)
                .containsExactly(List.of("body", "totp_identifier"));
    }

    private static List<FieldError> errors(String json) {
        return catchThrowableOfType(Problem.class, () -> read(json)).errors();
    }
}
