package dev.postern.benchmarks.totp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.benchmarks.CannotMeasure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the seed and the codes of RFC 6238, appendix B, cut to six digits. */
class AnswersTest {
    private static final Account ACCOUNT =
            new Account("cred_1", "12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    private static final Given FIRST = given(200, "delivered", "287082", "1970-01-01T00:00:30Z");

    @Test
    void eachRunHasACodeOfItsOwnStep() {
        // Given
        Given second = given(200, "delivered", "081804", "2005-03-18T01:58:00Z");

        // When
        List<Given> all = List.of(FIRST, second, given(503, null, null, null));

        // Then
        assertThatCode(() -> new Answers().check(all)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                202, waiting,   -,      -,                    had to wait
                200, expired,   -,      -,                    status 200 expired
                500, -,         -,      -,                    status 500
                200, delivered, 287082, -,                    status 200 delivered
                200, delivered, 287083, 2005-03-18T01:58:00Z, does not show
                200, delivered, -,      2005-03-18T01:58:00Z, does not show
                200, delivered, 287082, 1970-01-01T00:00:30Z, two runs got the code of one step
                """)
    void nothingIsReportedWhenAnAnswerIsWrong(int http, String status, String code, String validFrom, String told) {
        // Given
        Given wrong = given(http, status, code, validFrom);

        // When
        List<Given> all = List.of(FIRST, wrong);

        // Then
        assertThatThrownBy(() -> new Answers().check(all))
                .isInstanceOf(CannotMeasure.class)
                .hasMessageContaining(told);
    }

    private static Given given(int http, String status, String code, String validFrom) {
        try {
            String answer = """
                    {"status": %s, "code": %s, "valid_from": %s}""".formatted(quoted(status), quoted(code), quoted(validFrom));
            return Given.of(ACCOUNT, http, new JsonMapper().readTree(answer), 0, 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String value) {
        return value == null ? "null" : '"' + value + '"';
    }
}
