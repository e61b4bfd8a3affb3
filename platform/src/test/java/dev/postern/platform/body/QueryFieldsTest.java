package dev.postern.platform.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.platform.problem.FieldError;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryFieldsTest {
    private static final Choices<String> CHOICES = Choices.of("a", "b", "c");

    @Property
    void anyTextIsReadOrRefusedAtItsParameter(@ForAll String text) {
        // Given
        QueryFields fields = query("p", text);
        // When
        fields.positive("p", 50, 200);
        fields.positiveUpTo("p", 50, 200);
        fields.optionalChoice("p", CHOICES);
        fields.requiredChoice("p", CHOICES, "a");
        fields.optionalString("p", TextLimit.ID);
        fields.optionalTime("p");
        // Then
        assertThat(fields.errors()).allSatisfy(error -> assertThat(error.loc()).containsExactly("query", "p"));
    }

    @Property
    void readsEveryNumberWithinItsBounds(@ForAll @IntRange(min = 1, max = 200) int number) {
        // Given
        QueryFields fields = query("limit", String.valueOf(number));
        // Then
        assertThat(fields.positive("limit", 50, 200)).isEqualTo(number);
        assertThat(fields.errors()).isEmpty();
    }

    @Property
    void clampsWhereThereIsNoUpperBound(@ForAll @IntRange(min = 1) int number) {
        // Given
        QueryFields fields = query("page", String.valueOf(number));
        // Then
        assertThat(fields.positiveUpTo("page", 1, 10_000)).isEqualTo(Math.min(number, 10_000));
        assertThat(fields.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", " 1 ", "+1", "1.0", "01", "1.000"})
    void readsAnIntegerAsPydanticDoes(String text) {
        // Given
        QueryFields fields = query("limit", text);
        // Then
        assertThat(fields.positive("limit", 50, 200)).isEqualTo(1);
        assertThat(fields.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', int_parsing",
        "x, int_parsing",
        "1.5, int_parsing",
        "1e1, int_parsing",
        "0x1, int_parsing",
        "\u0663, int_parsing",
        "0, greater_than_equal",
        "-5, greater_than_equal",
        "-99999999999999999999999, greater_than_equal",
        "201, less_than_equal",
        "99999999999999999999999, less_than_equal"
    })
    void namesWhatIsWrongWithANumber(String text, String type) {
        // Given
        QueryFields fields = query("limit", text);
        // When
        fields.positive("limit", 50, 200);
        // Then
        assertThat(fields.errors()).extracting(FieldError::type).containsExactly(type);
    }

    @Test
    void refusesANumberOfMoreThanAThousandDigits() {
        // Given
        QueryFields fields = query("limit", "1".repeat(1_001));
        // When
        fields.positive("limit", 50, 200);
        // Then
        assertThat(fields.errors()).extracting(FieldError::type).containsExactly("int_parsing");
    }

    @Test
    void ofAParameterThatWasSentTwiceTheLastCounts() {
        // Given
        QueryFields fields = query("p", "first", "2");
        // Then
        assertThat(fields.optionalString("p", TextLimit.ID)).isEqualTo("2");
        assertThat(fields.positive("p", 1, 9)).isEqualTo(2);
    }

    @Test
    void absentParametersHaveTheirDefaultsAndNoErrors() {
        // Given
        QueryFields fields = query("other", "x");
        // Then
        assertThat(fields.has("p")).isFalse();
        assertThat(fields.optionalString("p", TextLimit.ID)).isNull();
        assertThat(fields.optionalChoice("p", CHOICES)).isNull();
        assertThat(fields.optionalTime("p")).isNull();
        assertThat(fields.positive("p", 50, 200)).isEqualTo(50);
        assertThat(fields.errors()).isEmpty();
    }

    @Test
    void namesAMissingParameterThatMustBeThere() {
        // Given
        QueryFields fields = query("other", "x");
        // When
        fields.requiredChoice("status", CHOICES, "a");
        // Then
        assertThat(fields.errors())
                .containsExactly(new FieldError("missing", List.of("query", "status"), "Field required"));
    }

    @Test
    void listsTheChoicesInWords() {
        // Given
        QueryFields fields = query("p", "A");
        // When
        fields.optionalChoice("p", CHOICES);
        // Then
        assertThat(fields.errors()).extracting(FieldError::msg).containsExactly("Input should be 'a', 'b' or 'c'");
    }

    @Test
    void refusesATextThatIsTooLongOrHasANul() {
        // Given
        QueryFields tooLong = query("p", "a".repeat(256));
        QueryFields withNul = query("p", "ab\0");
        // When
        tooLong.optionalString("p", TextLimit.ID);
        withNul.optionalString("p", TextLimit.ID);
        // Then
        assertThat(tooLong.errors()).extracting(FieldError::type).containsExactly("string_too_long");
        assertThat(withNul.errors()).extracting(FieldError::type).containsExactly("value_error");
    }

    @Test
    void findsNothingForATextThatNothingCanHave() {
        // Then
        assertThat(query("p", "a".repeat(256)).sought("p", TextLimit.ID).canBeFound())
                .isFalse();
        assertThat(query("p", "ab\0").sought("p", TextLimit.ID).canBeFound()).isFalse();
        assertThat(query("p", "a".repeat(255)).sought("p", TextLimit.ID).canBeFound())
                .isTrue();
        assertThat(query("q", "").sought("p", TextLimit.ID)).isEqualTo(new QueryFields.Sought(null, true));
    }

    @Test
    void readsATimeAndNoSeconds() {
        assertThat(query("p", "2026-01-02T03:04:05Z").optionalTime("p"))
                .isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        QueryFields seconds = query("p", "12");
        assertThat(seconds.optionalTime("p")).isNull();
        assertThat(seconds.errors()).extracting(FieldError::type).containsExactly("datetime_from_date_parsing");
    }

    private static QueryFields query(String name, String... values) {
        MultivaluedHashMap<String, String> query = new MultivaluedHashMap<>();
        query.put(name, List.of(values));
        return new QueryFields(query);
    }
}
