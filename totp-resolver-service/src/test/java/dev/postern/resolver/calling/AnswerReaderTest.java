package dev.postern.resolver.calling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.events.OtpType;
import dev.postern.resolver.calling.Reading.Found;
import dev.postern.resolver.calling.Reading.Nothing;
import dev.postern.resolver.calling.Reading.Why;
import dev.postern.resolver.outbound.Outcome.Answered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of answers in Skyvern's contract, row by row. */
class AnswerReaderTest {
    private static final String LINK_MAIL =
            "Sign in to Acme with this link: https://acme.example/login?token=abcdef123456";

    private final AnswerReader reader = new AnswerReader();

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 302, 400, 401, 404, 429, 500, 503})
    void anyOtherStatusIsNoCodeWhateverItsBody(int status) {
        assertThat(reader.read(answer(status, "application/json", code("123456")), null))
                .isEqualTo(new Nothing(Why.UNEXPECTED_STATUS));
    }

    @Test
    void theTypeMustSayJsonIfItSaysAnything() {
        assertThat(read("text/html", code("123456"))).isEqualTo(new Nothing(Why.NOT_JSON));
        assertThat(read("application/vnd.x+JSON; charset=utf-8", code("123456")))
                .isEqualTo(found("123456"));
        assertThat(read(null, code("123456"))).isEqualTo(found("123456"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"task_id\":\"t\"}",
                "{\"verification_code\":null}",
                "{\"verification_code\":\"\"}",
                "{\"verification_code\":0}",
                "{\"verification_code\":0.0}",
                "{\"verification_code\":false}",
                "{\"verification_code\":[]}",
                "{\"verification_code\":{}}",
                "{\"verification_code\":\"   \"}"
            })
    void notYetIsSaidInManyWays(String body) {
        assertThat(read("application/json", body)).isEqualTo(new Nothing(Why.NO_CODE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"verification_code\":\"123456\"}]", "\"123456\"", "123456", "null", "true"})
    void whatIsNoObjectHasNoCode(String body) {
        assertThat(read("application/json", body)).isEqualTo(new Nothing(Why.NOT_AN_OBJECT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "12.5", "true", "[\"123456\"]", "{\"code\":\"123456\"}"})
    void onlyATextIsACode(String value) {
        assertThat(read("application/json", "{\"verification_code\":" + value + "}"))
                .isEqualTo(new Nothing(Why.NOT_A_STRING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "012345", "ABCDE-FGHI", "\u20ac\u20ac\u20ac", " 123 ", "http://a.b", "\ud83d\ude00123456789"
            })
    void upToTenCharactersAreTheCodeAsTheyAre(String text) {
        assertThat(read("application/json", code(text))).isEqualTo(found(text));
    }

    @Test
    void aLongerTextIsSearched() {
        Found code =
                (Found) read("application/json", code("Your Acme verification code is 482913. It ends in 10 minutes."));
        assertThat(code.type()).isEqualTo(OtpType.TOTP);
        assertThat(code.code()).isEqualTo("482913");
        assertThat(code.evidence()).isNotNull();

        Found link = (Found) read("application/json", code(LINK_MAIL));
        assertThat(link.type()).isEqualTo(OtpType.MAGIC_LINK);
        assertThat(link.code()).isEqualTo("https://acme.example/login?token=abcdef123456");

        assertThat(read("application/json", code("Nothing has come for you so far, sorry.")))
                .isEqualTo(new Nothing(Why.NO_CODE_IN_TEXT));
    }

    @Test
    void theTypeThatWasAskedForIsInsistedOn() {
        assertThat(reader.read(answer(200, null, code("123456")), OtpType.MAGIC_LINK))
                .isEqualTo(new Nothing(Why.OTHER_TYPE));
        assertThat(reader.read(answer(200, null, code(LINK_MAIL)), OtpType.TOTP))
                .isInstanceOf(Nothing.class);
        assertThat(reader.read(answer(200, null, code("123456")), OtpType.TOTP)).isEqualTo(found("123456"));
        assertThat(reader.read(answer(200, null, code(LINK_MAIL)), OtpType.MAGIC_LINK))
                .isInstanceOf(Found.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"verification_code\":\"Code 1\\n2\"}",
            })
    void escapesAreEscapes(String body) {
        assertThat(((Found) read("application/json", body)).code()).isEqualTo("Code 1\n2");
    }

    @Test
    void lineBreaksInATextAreBorne() {
        String body = "{\"task_id\":\"t\",\"verification_code\":\"Hello,\r\n\tyour code is 482913.\n\"}";
        assertThat(((Found) read("application/json", body)).code()).isEqualTo("482913");
    }

    @Test
    void quotesInTheLastMemberAreBorne() {
        String body = "{ \"task_id\": \"t\", \"verification_code\" : \"Dear \"Anna\",\\nyour code is 482913. \" }";
        assertThat(((Found) read("application/json", body)).code()).isEqualTo("482913");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "123456 and more",
                "<html>123456</html>",
                "{\"verification_code\":\"12\"34\",\"task_id\":\"t\"}",
                "{\"verification_code\":\"123456\"",
                "{\"verification_code\":123\"456}",
                "{\"verification_code\"}",
                "{\"verification_code\":\"}",
                "{verification_code:'123456'}",
                "{\"code\":\"12\"34\"}",
                "{\"verification_code\":\"123456\"} trailing"
            })
    void whatIsNoJsonEvenSoIsAFailure(String body) {
        assertThat(read("application/json", body)).isEqualTo(new Nothing(Why.NOT_JSON));
    }

    @Test
    void hostileAnswersAreReadInNoTime() {
        String deep = "{\"verification_code\":" + "[".repeat(100_000);
        String members = "{\"verification_code\":\"" + "\"verification_code\":\"".repeat(10_000);
        String quotes = "{\"verification_code\":\"" + "\" , \"".repeat(40_000) + "\"}";
        String spaces = "{\"verification_code\":\"" + (" ".repeat(200) + "\"").repeat(1_000) + "\"}";
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String body : new String[] {deep, members, quotes, spaces}) {
                read("application/json", body);
            }
        });
    }

    @Test
    void nothingOfItIsPrinted() {
        assertThat(read("application/json", code("123456")).toString()).doesNotContain("123456");
        assertThat(answer(200, null, code("123456")).toString()).doesNotContain("123456");
    }

    private Reading read(@Nullable String contentType, String body) {
        return reader.read(answer(200, contentType, body), null);
    }

    private static Answered answer(int status, @Nullable String contentType, String body) {
        return new Answered(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String code(String text) {
        return "{\"verification_code\":\"" + text + "\",\"task_id\":\"t\"}";
    }

    private static Found found(String code) {
        return new Found(OtpType.TOTP, code, null);
    }
}
